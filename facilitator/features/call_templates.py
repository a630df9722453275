"""Templates of calls: TOML files that say which items and questions a new call begins with."""

import tomllib
from collections.abc import Sequence
from datetime import timedelta

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from facilitator.config import CALL_TEMPLATES, template_names
from facilitator.core.agenda import Kind
from facilitator.engine.errors import RefusedError
from facilitator.features.common import Ctx
from facilitator.i18n import lazy_gettext as _
from facilitator.models import Item, ItemQuestion, Presentation, Question


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TemplateQuestion(_Strict):
    """A reflection question; items name it by its key."""

    key: str
    text: str
    translations: dict[str, str] = {}


class TemplatePresentation(_Strict):
    """One place's turn within an item."""

    title: str = ""
    translations: dict[str, str] = {}
    place: str = ""
    presenter: str = ""
    minutes: int = Field(ge=1, le=180)


class TemplateItem(_Strict):
    """A timed part of the agenda."""

    kind: Kind
    title: str
    translations: dict[str, str] = {}
    minutes: int = Field(ge=1, le=600)
    owner: str = ""
    notes: str = ""
    presentations: list[TemplatePresentation] = []
    rounds: int = Field(1, ge=1, le=10)
    round_minutes: int | None = Field(None, ge=1, le=180)
    room_size: int | None = Field(None, ge=2, le=50)
    rooms: int | None = Field(None, ge=1, le=200)
    questions: list[str] = []


class CallTemplate(_Strict):
    """What a new call begins with."""

    title: str
    description: str = ""
    translations: dict[str, str] = {}
    descriptions: dict[str, str] = {}
    languages: list[str] = ["en"]
    questions: list[TemplateQuestion] = []
    items: list[TemplateItem] = []

    @property
    def minutes(self) -> int:
        """How long a call after this template takes."""
        return sum(item.minutes for item in self.items)

    def asking(self, texts: Sequence[str]) -> "CallTemplate":
        """The same with these questions instead of its own.

        A text that stands in the template, in any language, keeps its translations and the items
        that ask it. Any other takes the place of a question that was left out; those for which
        there is no place left are asked in every breakout.
        """
        left_out = [one for one in self.questions if not {*texts} & {*_said(one)}]
        questions: list[TemplateQuestion] = []
        for number, text in enumerate(dict.fromkeys(texts)):
            own = (one for one in self.questions if text in _said(one) and one not in questions)
            one = next(own, None) or (left_out.pop(0) if left_out else _another(number, text))
            questions.append(one if text in _said(one) else _worded(one, text))
        items = [_asked_in(item, self.questions, questions) for item in self.items]
        return self.model_copy(update={"questions": questions, "items": items})

    @model_validator(mode="after")
    def _know_questions(self) -> "CallTemplate":
        known = {one.key for one in self.questions}
        for item in self.items:
            if unknown := {*item.questions} - known:
                raise ValueError(f"“{item.title}” asks questions that there are not: {unknown}.")
        return self


def read_template(name: str) -> CallTemplate:
    """Read a template; raises RefusedError for a name that there is not, or a file with faults."""
    if name not in template_names():
        known = ", ".join(template_names())
        raise RefusedError(
            _("There is no template “%(name)s”. Choose one of: %(known)s.", name=name, known=known),
            "template",
        )
    try:
        read = tomllib.loads((CALL_TEMPLATES / f"{name}.toml").read_text(encoding="utf-8"))
        return CallTemplate.model_validate(read)
    except (tomllib.TOMLDecodeError, ValidationError) as error:
        raise RefusedError(
            _("The template “%(name)s” cannot be read: %(why)s", name=name, why=str(error)),
            "template",
        ) from None


def plan_agenda(ctx: Ctx, plan: CallTemplate) -> None:
    """Give the call the template's questions, items and presentations."""
    questions = {}
    for position, one in enumerate(plan.questions, 1):
        questions[one.key] = Question(
            call_id=ctx.call.id or 0, position=position, text=one.text, texts=one.translations
        )
    ctx.db.add_all(questions.values())
    for position, item in enumerate(plan.items, 1):
        _plan_item(ctx, position, item, questions)


def _said(question: TemplateQuestion) -> list[str]:
    return [question.text, *question.translations.values()]


def _another(number: int, text: str) -> TemplateQuestion:
    return TemplateQuestion(key=f"+{number}", text=text)


def _worded(question: TemplateQuestion, text: str) -> TemplateQuestion:
    return question.model_copy(update={"text": text, "translations": {}})


def _asked_in(
    item: TemplateItem, before: list[TemplateQuestion], questions: list[TemplateQuestion]
) -> TemplateItem:
    known = {one.key for one in before}
    asked = [
        one.key
        for one in questions
        if one.key in item.questions or (item.kind is Kind.BREAKOUT and one.key not in known)
    ]
    return item.model_copy(update={"questions": asked})


def _plan_item(ctx: Ctx, position: int, plan: TemplateItem, questions: dict[str, Question]) -> None:
    item = Item(
        call_id=ctx.call.id or 0,
        position=position,
        kind=plan.kind,
        title=plan.title,
        titles=plan.translations,
        duration=timedelta(minutes=plan.minutes),
        owner=plan.owner,
        notes=plan.notes,
        rounds=plan.rounds,
        round_duration=timedelta(minutes=plan.round_minutes) if plan.round_minutes else None,
        rooms=plan.rooms,
        room_size=plan.room_size,
    )
    ctx.db.add(item)
    ctx.db.flush()
    for key in plan.questions:
        ctx.db.add(ItemQuestion(item_id=item.id, question_id=questions[key].id))
    for turn, one in enumerate(plan.presentations, 1):
        ctx.db.add(
            Presentation(
                call_id=ctx.call.id or 0,
                item_id=item.id or 0,
                position=turn,
                title=one.title,
                titles=one.translations,
                presenter=one.presenter,
                place=one.place,
                duration=timedelta(minutes=one.minutes),
            )
        )
