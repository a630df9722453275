/**
 * <seat-drag dialog="id">: people ([data-seat][data-name]) are dragged between rooms
 * ([data-room][data-room-name]), or moved by a dialog that any button for it opens.
 *
 * A drop presses the button [data-carry] with the seat and room as its arguments, and puts the
 * person back at once: where somebody sits is only ever what the server says. Dragging needs the
 * vendored Sortable, which is loaded the first time there is somebody to drag.
 */
import { MorphingElement } from "./morphing.js";

class SeatDrag extends MorphingElement {
  #lists = new WeakSet();

  connectedCallback() {
    super.connectedCallback();
    this.addEventListener("click", (event) =>
      this.#pick(event.target.closest("[data-seat] button")),
    );
  }

  async draw() {
    if (!this.querySelector("[data-carry]")) return;
    const lists = [...this.querySelectorAll(".seat-list")].filter((list) => !this.#lists.has(list));
    if (!lists.length) return;
    for (const list of lists) this.#lists.add(list);
    const { default: Sortable } = await import("../../vendor/sortable.min.js");
    for (const list of lists) this.#makeSortable(Sortable, list);
  }

  #makeSortable(Sortable, list) {
    let before = null;
    Sortable.create(list, {
      group: `seats-${this.closest("[id]")?.id}`,
      draggable: "[data-seat]",
      filter: "button",
      preventOnFilter: false,
      sort: false,
      animation: 0,
      onStart: ({ item }) => {
        before = item.nextSibling;
      },
      onMove: ({ to }) => this.#mark(to),
      onEnd: ({ item, from, to }) => {
        this.#mark(null);
        if (from === to) return;
        from.insertBefore(item, before?.parentNode === from ? before : null);
        this.#carry(item, to.closest("[data-room]"));
      },
    });
  }

  #mark(list) {
    const over = list?.closest("[data-room]");
    for (const room of this.querySelectorAll("[data-drop]")) room.removeAttribute("data-drop");
    if (over) over.dataset.drop = "over";
  }

  #carry(person, room) {
    const button = this.querySelector("[data-carry]");
    const seat_id = Number(person.dataset.seat);
    button.dataset.args = JSON.stringify({ seat_id, room_id: Number(room.dataset.room) });
    button.click();
  }

  /** Fill the dialog with the person, the other rooms and the people in them. */
  #pick(button) {
    const dialog = document.getElementById(this.getAttribute("dialog"));
    if (!dialog || button?.getAttribute("commandfor") !== dialog.id) return;
    const person = button.closest("[data-seat]");
    const own = person.closest("[data-room]");
    const rooms = [...this.querySelectorAll("[data-room]")].filter((room) => room !== own);
    dialog.querySelector("[data-seat-name]").textContent = person.dataset.name;
    for (const input of dialog.querySelectorAll("[data-seat-id]"))
      input.value = person.dataset.seat;
    dialog.querySelector("[data-pin]").hidden = !person.closest(".seat-list");
    dialog.querySelector("[data-rooms]").replaceChildren(...rooms.map(roomOption));
    dialog.querySelector("[data-others]").replaceChildren(...rooms.map(peopleOptions));
  }
}

function roomOption(room) {
  return new Option(room.dataset.roomName, room.dataset.room);
}

function peopleOptions(room) {
  const group = document.createElement("optgroup");
  group.label = room.dataset.roomName;
  for (const { dataset } of room.querySelectorAll("[data-seat]")) {
    group.append(new Option(dataset.name, dataset.seat));
  }
  return group;
}

customElements.define("seat-drag", SeatDrag);
