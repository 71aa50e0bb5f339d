"""Talk in which a command is only quoted, wished for, taken back or tied to something."""

import pytest

from custom_components.llm_iot.dialogue import Context
from custom_components.llm_iot.models import HomeView, Utterance
from tests.recognition.house import NOW, house, read, resolver, write
from tests.recognition.rambling.homes import farm, loft

SAID = (
    "close the curtains before you turn on the TV",
    "close the curtains before I leave",
    "turn off the hall light or I'll turn on the TV",
    "my mother says so, turn on the hall light or else",
    "my mother says okay, turn on the hall light",
    "the hall light is on, isn't it",
    "I was asleep, and when it gets dark, turn on the hall light",
    "as my mother used to say, turn on the hall light",
    "my mother says that, so turn off the TV",
    "Anna says the TV is loud and the kettle is boiling, so turn it off",
    "we have a rule, turn off the TV",
    "well, if the weather is right, turn on the hall light",
    "he asked me, turn off the TV",
    "I was going to turn on the hall light but never mind",
    "I was about to close the blinds, then the phone rang",
    "don't you dare turn on the hall light",
    "why on earth did you turn on the bedroom fan",
    "she said turn on the hall light",
    "my mother always says, turn on the hall light",
    "he turned on the hall light yesterday, what a fool",
    "I wish nobody had opened the blinds",
    "I told him to close the blinds, and he did",
    "if it rains, well, close the blinds",
    "when I come home, dear, turn on the hall light",
    "turn on the hall light but not now",
    "it's dark, don't turn on the hall light",
    "I know why you would turn on the hall light",
    "I'm going to try to turn on the hall light",
    "they have nice kettles and a big TV, turn ours on",
    "their kitchen light is awful, turn ours off",
    "I'll show you how you can turn on the hall light",
    "turn on all the lights, but I don't want the hall light",
    "the sign reads, open the garage door",
    "the sign on the wall is clear, open the garage door",
    "I get up, turn on the hall light, make coffee",
    "I wonder if I should close the blinds",
    "could you tell me if the hall light is on, please",
    "it would have been nice if the blinds were closed",
    "turn off the lights, we don't need the hall light",
    "my phone is ringing, turn it off",
    "could you have turned on the hall light",
    "I would have liked the hall light on",
    "you should have turned on the hall light",
    "nobody needs the hall light on",
    "I don't think the hall light needs to be turned on",
    "I doubt the hall light should be on",
    "the hall light doesn't need to be turned on",
    "the hall light should not be turned on",
    "who said the hall light needs to be turned on",
    "my wife says the hall light needs to be turned off",
    "he thinks the hall light should be on",
    "they want the hall light on",
    "she would like the hall light on",
    "what would you do, I mean, would you turn on the hall light",
    "is it okay to turn on the hall light",
    "would it be dangerous to turn on the kettle",
    "it would be nice if the hall light were not on",
    "it would be silly if the hall light were on",
    "it would be a shame if the curtains were closed",
    "I'd hate it if you closed the blinds",
    "I'd rather you didn't turn on the hall light",
    "please could you not turn on the hall light",
    "could you please stop turning on the hall light",
    "would you mind not turning on the hall light",
    "do you mind if I turn on the hall light",
    "can I turn on the hall light, I wonder",
    "let me turn on the hall light myself, it's fine",
    "I'd like to know how to turn on the hall light",
    "I was wondering whether the hall light was turned on",
    "in the film they said, okay, turn off the lights",
    "and then he goes, turn off the lights",
    "so she was like, turn on the kettle please",
    "my favourite line is, open the garage door",
    "the password is easy, open the garage door",
    "the hall light has been turned on, I think",
    "the TV is loud but don't turn it off",
    "I love having the hall light on",
    "I hate the hall light on",
    "I forgot to turn off the floor lamp",
    "you can turn on the hall light with this switch, you know",
    "what if we turned on the hall light",
    "thanks for turning on the hall light",
    "sorry for turning on the hall light",
    "no, I said turn on the hall light",
    "let's not turn on the hall light",
    "let's pretend the hall light needs to be turned on",
    "I'm not asking you to turn on the hall light",
    "I didn't ask you to turn on the hall light",
    "we can't have the hall light on",
    "the children keep asking to have the TV on",
    "mum wanted me to ask whether you could turn off the TV",
    "tell mum to turn off the TV, please",
    "Anna, could you turn off the TV",
    "kids, turn off the TV",
    "I'm reading a book about how to turn on the kettle, quite funny",
    "one day someone will turn off the TV",
    "turn off the TV, just kidding",
    "turn off the TV, or maybe not",
    "turn off the TV, oh forget it",
    "turn off the TV, she said",
    "turn off the TV, he shouted",
    "turn off the TV, that's what she told me",
    "open the garage door, said the thief",
    "it's raining, so the blinds could be closed or opened",
    "Anna is asleep but my husband turned on the TV",
    "the kettle, the TV, oh dear, turn it off",
    "I love the TV and the kettle is boiling, so turn it on",
    "I'm bored, the TV",
    "I was told that the curtains need to be closed",
    "last night the curtains needed to be closed",
    "turn off everything, I'm watching the TV",
    "my wife is watching the TV, turn off everything",
    "I was hoping the TV was off",
    "do you think the TV should be turned off",
    "any chance the TV is off",
    "I wonder if the kids could be at home",
    "as for the TV, leave it on",
    "the TV, I told you to turn it off",
    "how do I turn off the TV",
    "close the blinds as soon as the sun is down",
    "were it dark, turn on the hall light",
    "assuming it's dark, turn on the hall light",
    "turn on the TV and I'll kill you",
    "the kettle is boiling, my phone is ringing, turn it off",
    "the kids are asleep, and the TV should be off?",
    "the parrot keeps yelling, turn on the TV",
    "I moved the floor lamp so you could turn it off then",
    "right lamp on please, it's dark",
    "it's late, turn on the right lamp",
    "I might as well turn off the TV",
    "they might as well turn off the TV",
    "I put my phone on the TV, turn it off",
    "trying to teach my son, turn off the TV, he never listens",
    "heard on the news, turn off the TV",
    "can the TV be turned off",
    "the TV won't be turned off now",
    "the TV is about to be turned off",
    "the TV isn't to be turned off",
    "the TV refuses to be turned off",
    "someone needs to turn off the TV",
    "too lazy to turn off the TV",
    "finished turning off the TV",
    "I dare you to turn off the TV",
    "be careful not to turn off the TV",
    "try not to turn off the TV",
    "the cat can go out now",
    "off with his head",
    "should it rain, close the blinds",
    "my mother told me, so turn off the TV",
    "she says the house is cold, turn on the kettle",
    "my aunt thinks I am lazy, turn off the TV",
    "every evening I come home, turn on the TV and sit down",
    "I always come home, turn on the TV",
    "one thing before I leave, don't turn off the TV",
    "quick one before I go, when it rains close the blinds",
    "before the guests come, close the blinds",
    "he left the house yesterday, TV off",
    "my husband is on the sofa, TV off",
    "somebody left the TV on, my phone is ringing, turn it off",
    "somebody left my phone on the sofa, turn it off",
    "somebody left the floor lamp on in the shed, turn it off",
    "the TV, turn it off, the kettle",
    "mute the, no, don't",
    "pause the, no wait, leave the TV on",
    "turn off the lights and leave the TV on as it is, she said",
    "make sure that the TV doesn't go off",
    "I want that you never turn off the TV",
    "how do you say, turn off the TV",
    "I say turn off the TV and nobody does",
    "who am I to turn off the TV",
    "tonight, let's have the floor lamp on",
    "a wasp near the floor lamp, turn off all the lights",
    "turn off the lamps, nobody needs the floor lamp off",
    "we don't need the floor lamp off, turn off all the lights",
)
"""Nothing may move; some are answered with what is in the way, and some left to the model."""
ELSEWHERE = (
    ("farm", "the vet said, keep the barn light on"),
    ("farm", "the hens would like the coop door open"),
    ("farm", "I nearly switched on the sprinkler, good thing I didn't"),
    ("farm", "he told me, could you turn on the radio"),
    ("farm", "she was asked, please turn off the radio"),
    ("farm", "the note tells us, so please turn off the radio"),
    ("farm", "the radio's plug, turn it off"),
    ("farm", "he always wants the radio on, so annoying"),
    ("farm", "my brother will be home at eight, turn on the porch light"),
    ("farm", "we'll be back tomorrow, so turn on the heating"),
    ("loft", "I dreamt that I turned on the projector, weird"),
    ("loft", "it needs two hands to turn on the espresso machine"),
    ("loft", "every morning I turn on the espresso machine, then I shower"),
    ("loft", "the manual is clear, turn off the iron"),
    ("loft", "I taught my son to turn off the iron, he is clever"),
    ("loft", "some people never turn off the iron"),
    ("loft", "if I were you I'd turn off the iron"),
    ("loft", "nobody told me the iron was on, could it be turned off automatically"),
)
HOMES = {"house": house, "farm": farm, "loft": loft}


def _moves(text: str, view: HomeView) -> bool:
    """Return whether something would move that nobody was asked about before."""
    plan = resolver().resolve(Utterance(text), view, Context(), NOW)
    return plan is not None and not plan.unsure and bool(plan.steps or plan.deferred)


@pytest.mark.parametrize(("name", "text"), [*(("house", text) for text in SAID), *ELSEWHERE])
def test_talk_about_commands_moves_nothing(name: str, text: str) -> None:
    """Neither now nor later."""
    assert not _moves(text, HOMES[name]())


COMMANDS = (
    ("turn on the hall light", "light.h on"),
    ("could you close the curtains", "cover.b close"),
    ("please dim the floor lamp to 20 percent", "light.l1 brightness 20"),
    ("the TV needs to be turned off", "media_player.tv off"),
    ("it would be nice if the blinds were opened", "cover.l open"),
    ("let's have the reading lamp on", "light.b2 on"),
)
STORIES = (
    "I just got home",
    "my sister is here",
    "it's getting dark",
    "we've been out all day",
    "you won't believe what a day I had",
    "the baby finally fell asleep",
    "I can't see a thing",
    "the cat is on the sofa again",
)
TURNING_FRONT = (
    "I told her, {}",
    "she said, {}",
    "he always says, {}",
    "my note reads, {}",
    "if it gets dark, {}",
    "when my sister is here, {}",
    "unless I call you, {}",
    "as soon as it's dark, {}",
    "tomorrow it's my birthday, {}",
    "I'll be home at seven, {}",
    "imagine this, {}",
    "it's the kind of house where they say, {}",
    "he asked me, {}",
    "the rule is simple, {}",
    "every day it's the same, {}",
    "in my dream I was asked, {}",
)
TURNING_BEHIND = (
    "{}, never mind",
    "{}, just kidding",
    "{}, she said",
    "{}, he told me",
    "{}, unless it's too late",
    "{}, but only if it's dark",
    "{}, or don't",
    "{}, but not now",
    "{}, no, forget it",
    "{}, but the baby is asleep",
    "{}, I dreamt",
    "{}, that's what the sign says",
)


@pytest.mark.parametrize("story", STORIES)
@pytest.mark.parametrize(("command", "steps"), COMMANDS)
def test_a_story_around_a_command_changes_nothing(command: str, steps: str, story: str) -> None:
    """Before it, behind it, with a conjunction or without."""
    view = house()
    for said in (
        f"{story}, {command}",
        f"{story}, so {command}",
        f"{story} so {command}",
        f"{story}. {command}.",
        f"well, you know, {story}, anyway, um, {command}, thanks a million",
        f"{command}, {story}",
        f"{command} because {story}",
    ):
        plan = resolver().resolve(Utterance(said), view, Context(), NOW)
        assert plan is not None, said
        assert write(plan.steps) == write(read(steps)), said


@pytest.mark.parametrize("frame", [*TURNING_FRONT, *TURNING_BEHIND])
@pytest.mark.parametrize("command", [command for command, _ in COMMANDS])
def test_what_turns_a_command_round_is_heeded(command: str, frame: str) -> None:
    """Nothing moves."""
    assert not _moves(frame.format(command), house())


DEVICES = (
    ("TV", "media_player.tv"),
    ("kettle", "switch.kettle"),
    ("bedroom fan", "fan.b"),
    ("floor lamp", "light.l1"),
    ("hall light", "light.h"),
)
MENTIONS = (
    "the {} is so loud",
    "I love the {}",
    "my son broke the {}",
    "I can hear the {}",
    "the {} has been on all day",
    "the cat is behind the {}",
    "I turned off the {} already",
    "somebody left the {} on",
    "the {} isn't even mine",
)


@pytest.mark.parametrize("mention", MENTIONS)
@pytest.mark.parametrize("told", DEVICES)
def test_a_device_that_is_only_spoken_of_stays_as_it_is(
    mention: str, told: tuple[str, str]
) -> None:
    """What moves is what is asked for, if anything."""
    story = mention.format(told[0])
    for name, entity_id in DEVICES:
        if entity_id == told[1]:
            continue
        for said in (
            f"{story}, turn off the {name}",
            f"{story} and it's late, so could you turn off the {name} please",
            f"please turn off the {name}, {story}",
            f"oh dear, {story}, the {name} needs to be turned off",
            f"the {name}, {story}, turn it off",
        ):
            plan = resolver().resolve(Utterance(said), house(), Context(), NOW)
            moved = {step.target for step in plan.steps} if plan else set()
            assert moved <= {entity_id}, said
