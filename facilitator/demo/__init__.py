"""The demo: a call like that of 9 March 2022, held by invented people over real connections.

It starts the real server as a process of its own and talks to it as browsers do, by HTTP and
Socket.IO only: what works here works for people. It knows no table and no page by heart; people
read what they are sent and press the buttons that they find in it.
"""
