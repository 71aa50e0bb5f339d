"""What is asked of the lists that people keep."""

import pytest

from custom_components.llm_iot.models import HomeView
from tests.asking import Conversation, Entity, ask, home


def kept(**lists: tuple[str, ...] | None) -> HomeView:
    """Return a home with some lists by their names, None where what is on one is not known."""
    return home(
        Entity(
            f"todo.{name.lower()}",
            name,
            None,
            str(len(items or ())),
            attributes={} if items is None else {"items": items},
        )
        for name, items in lists.items()
    )


GROCERIES = kept(Groceries=("Oat milk", "Eggs"))


@pytest.mark.parametrize(
    "text",
    [
        "What's on the grocery list?",
        "what is on the shopping list",
        "what's on my list",
        "read me the grocery list please",
        "show me the groceries",
        "what do we need from the store?",
        "what do I still have to buy",
        "is there anything on the list",
        "what have we got on the shopping list",
        "what's left to buy",
    ],
)
def test_all_that_is_on_a_list_is_told(text: str) -> None:
    """By what it is for, too, and without its name where it is the only one."""
    assert ask(GROCERIES, text) == 'On the list "Groceries": Oat milk and Eggs.'


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("is milk on the list", 'Yes, on the list "Groceries": Oat milk.'),
        ("do we need to buy an egg", 'Yes, on the list "Groceries": Eggs.'),
        ("did I put bread on the shopping list", 'No, bread is not on the list "Groceries".'),
        ("how many things are on the list", 'There are 2 things on the list "Groceries".'),
    ],
)
def test_one_thing_is_looked_for_on_a_list(text: str, answer: str) -> None:
    """In whichever number it is said; and how many there are is counted."""
    assert ask(GROCERIES, text) == answer


def test_of_several_lists_the_one_that_is_named_is_told() -> None:
    """All of them where none is named, and none where the name is that of no list."""
    view = kept(Groceries=("Milk",), Chores=(), Camping=None)
    assert ask(view, "what's on the shopping list") == 'On the list "Groceries": Milk.'
    assert ask(view, "what's on the to-do list") == 'There is nothing on the list "Chores".'
    assert "do not know" in ask(view, "what's on the camping list")
    assert "Christmas" not in ask(view, "what's on the christmas list")
    assert "Milk" not in ask(view, "what's on the christmas list")


@pytest.mark.parametrize("text", ["add milk to the list", "clear the grocery list", "what's on"])
def test_what_asks_nothing_of_a_list_is_no_such_question(text: str) -> None:
    """Nothing is told of it, and nothing done."""
    plan = Conversation(GROCERIES).plan(text)
    assert plan is None or not any("todo" in each for q in plan.queries for each in q.targets)


@pytest.mark.parametrize(
    "text", ["are eggs on it", "are eggs on there", "are eggs already on that?"]
)
def test_a_list_that_was_told_is_meant_by_it(text: str) -> None:
    """Until something else is spoken of."""
    talk = Conversation(GROCERIES)
    talk.ask("what's on the grocery list")
    assert talk.ask(text) == 'Yes, on the list "Groceries": Eggs.'
