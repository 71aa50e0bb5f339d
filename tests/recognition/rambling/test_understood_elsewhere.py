"""Commands told around on a farm and in a loft, by other people with other words."""

import pytest

from custom_components.llm_iot.dialogue import Context
from custom_components.llm_iot.models import HomeView, Utterance
from tests.recognition.house import NOW, read, resolver, write
from tests.recognition.rambling.homes import farm, loft

FARM = (
    ("the hens are restless and it's getting dark, so close the coop door", "cover.coop close"),
    (
        "it's as dark as a cellar out there, would you put the barn light on for me please",
        "light.barn on",
    ),
    ("the little chicks look cold, so let's have the heat lamp on", "switch.heat on"),
    ("my tomatoes are thirsty, could you be a darling and start the sprinkler", "switch.water on"),
    ("the sprinkler has been running since breakfast, shut it off please", "switch.water off"),
    (
        "ugh, that radio, it has been playing the same tune all morning, off with it",
        "media_player.radio off",
    ),
    ("grandpa is asleep in his chair so mute the radio please", "media_player.radio mute"),
    ("Freddie can't sleep, poor thing, so switch on Freddie's night light", "light.fred on"),
    ("the air in the nursery is so dry, could we get the humidifier on", "humidifier.fred on"),
    ("it'd be nice if Freddie's night light were at ten percent", "light.fred brightness 10"),
    ("the dishwasher is finished I think, so it can be switched off now", "switch.dish off"),
    ("the dishwasher, it is done, so turn that off would you", "switch.dish off"),
    ("oh dear, the back door, I never locked it, please lock it", "lock.back lock"),
    (
        "I have my hands full of eggs, would you mind turning the kitchen light off",
        "light.kitchen off",
    ),
    ("right, the dogs are in, lock the back door", "lock.back lock"),
    (
        "my brother always said a dark yard is a sin, anyway, could you put the porch light on",
        "light.porch on",
    ),
    (
        "so I was thinking, since the hens are asleep, maybe kill the radio",
        "media_player.radio off",
    ),
    (
        "the neighbours, right, they're complaining, so turn the radio down to 5",
        "media_player.radio volume 5",
    ),
    ("I can't sleep with that radio on so switch it off please", "media_player.radio off"),
    ("I just realized the dishwasher is still on, please turn it off", "switch.dish off"),
    ("the radio's doing my head in, just mute it would ya", "media_player.radio mute"),
    ("as it's so hot I would like that you open the shutters", "cover.lounge open"),
    ("what I want is for the shutters to be closed", "cover.lounge close"),
    ("the barn, it's pitch black, now I would like the barn light to be on", "light.barn on"),
    ("I had a dreadful night, never mind, just open the shutters please", "cover.lounge open"),
    ("we had the shutters open all day, but now please close the shutters", "cover.lounge close"),
    (
        "it's late and Ben has to be up at six so let's switch the radio off",
        "media_player.radio off",
    ),
    ("sorry for my English, please can you switch the porch light on", "light.porch on"),
    ("howdy, could y'all go on ahead and switch that porch light on", "light.porch on"),
    ("since nobody's in the barn go ahead and turn the barn light off", "light.barn off"),
    ("phew, what a hot day, I'd like the ceiling fan to be switched on", "fan.lounge on"),
    ("there's a storm coming so the shutters should be closed", "cover.lounge close"),
    ("there's a storm coming, I guess we need the shutters closed", "cover.lounge close"),
    ("the heating should be at, let me think, twenty one degrees", "climate.lounge temperature 21"),
    (
        "grandma is freezing, would you set the heating to 23 degrees, thank you dear",
        "climate.lounge temperature 23",
    ),
    ("somebody is at the door, could you turn on the porch light", "light.porch on"),
    ("I hear a car, so please, the porch light, switch it on", "light.porch on"),
    ("the postman is coming up the lane so switch the porch light on", "light.porch on"),
    (
        "ok so um the the radio in the kitchen could you maybe turn that down a bit",
        "media_player.radio down 5",
    ),
    ("I've milked the cows and I'm done, so the barn light can go off now", "light.barn off"),
    ("good lord, I'm tired, extinguish the kitchen light, good fellow", "light.kitchen off"),
    (
        (
            "sooo I've been meaning to say this for ages but could you please just turn the "
            "barn light on"
        ),
        "light.barn on",
    ),
    ("hmm what was it, ah yes, the porch light, put it on will you", "light.porch on"),
    (
        (
            "I'm out here with the cows and I can't see my own hand, so be a love and get "
            "that barn light on"
        ),
        "light.barn on",
    ),
    (
        "would it be at all possible, if you're not too busy, to have the shutters closed",
        "cover.lounge close",
    ),
    (
        "hey so like, the radio, yeah, could you maybe turn it up a little bit",
        "media_player.radio up 5",
    ),
    (
        "my hands are covered in dough, would you be so kind as to switch the dishwasher on",
        "switch.dish on",
    ),
    (
        "I was just wondering, if it's okay with you, could the ceiling fan be turned on please",
        "fan.lounge on",
    ),
    (
        "alright then, seeing as everyone has gone to bed, please turn the lounge light off",
        "light.lounge off",
    ),
    ("you'd make me very happy if you turned on the heat lamp", "switch.heat on"),
    ("it'd make my day if the porch light was on", "light.porch on"),
    (
        "I'd really really like it if the lounge light was at thirty percent",
        "light.lounge brightness 30",
    ),
    ("please please please turn off that awful radio", "media_player.radio off"),
    ("what I need right now is the humidifier on", "humidifier.fred on"),
    (
        "thing is, the heating is up too high, so could you set it to nineteen degrees",
        "climate.lounge temperature 19",
    ),
    ("oh and by the way, while you're at it, lock the back door", "lock.back lock"),
    ("now then, the shutters, let's have them closed", "cover.lounge close"),
    ("now then my dear house, be a good girl and close the shutters", "cover.lounge close"),
    (
        "the baby is finally down, thank god, so turn Freddie's night light down to five percent",
        "light.fred brightness 5",
    ),
    ("I don't suppose you could switch the kitchen light off", "light.kitchen off"),
    ("I wouldn't mind having the ceiling fan on", "fan.lounge on"),
    ("I could use the heat lamp on", "switch.heat on"),
    ("could I trouble you to turn the porch light on", "light.porch on"),
    ("would you terribly mind turning the radio off", "media_player.radio off"),
    ("if I could just ask you to close the shutters that would be great", "cover.lounge close"),
    ("if you could close the shutters that would be great", "cover.lounge close"),
    ("if you could turn off the radio, please", "media_player.radio off"),
    ("it would be great if you could, um, you know, close the shutters", "cover.lounge close"),
    ("computer, are you listening, okay, good, turn off the radio", "media_player.radio off"),
    (
        "right so here's the thing, the lounge light is on, nobody is in there, so switch it off",
        "light.lounge off",
    ),
    ("did you hear that, sounds like a fox, turn on the barn light", "light.barn on"),
    ("I do apologise, but could the kitchen light please go off", "light.kitchen off"),
)
LOFT = (
    ("he drills all day, I can't think, never mind, put the AC on cool please", "climate.ac cool"),
    ("I've got a deadline and my eyes are tired, so could I get the desk lamp on", "light.desk on"),
    ("mate, the espresso machine, fire it up please", "switch.coffee on"),
    ("I'm half asleep, would you stick the espresso machine on", "switch.coffee on"),
    ("uh, could you, like I said, pop the espresso machine on", "switch.coffee on"),
    ("the film is over, so the projector can go off now", "switch.beam off"),
    ("that projector is making such a racket, kill it please", "switch.beam off"),
    ("the neighbours are knocking, so turn the soundbar down", "media_player.bar down"),
    ("you know what, the strip should be blue", "light.strip colour blue"),
    ("it would be super if you made the strip purple", "light.strip colour purple"),
    ("I reckon the strip needs to be dimmed to fifteen percent", "light.strip brightness 15"),
    ("my guests are gone and the floor is full of crumbs, so start Dusty", "vacuum.d start"),
    ("I'm not sure I switched it off, so please turn off the iron", "switch.iron off"),
    ("the iron is still on I think, can you switch the iron off", "switch.iron off"),
    ("someone burnt the toast again, so let's have the air purifier on", "fan.air on"),
    ("the pollen is terrible today, I need the air purifier on", "fan.air on"),
    ("the light is blinding me so could we have the roller blind closed", "cover.roller close"),
    ("hiya, quick one, the roller blind wants closing", "cover.roller close"),
    ("I'm chopping onions and I can't see a thing, spots on please", "light.spots on"),
    ("I'm chopping onions and I can't see a thing, turn the spots on please", "light.spots on"),
    ("for heaven's sake, it's midnight, would you shut that soundbar off", "media_player.bar off"),
    (
        "for heaven's sake, people are sleeping, would you shut that soundbar off",
        "media_player.bar off",
    ),
    (
        "cheers buddy, you're a star, now dim the bedside lamp to five percent",
        "light.bed brightness 5",
    ),
    (
        "I'm reading in bed, and it would be great to have the bedside lamp turned on",
        "light.bed on",
    ),
    ("to be honest the bedside lamp could be a bit brighter, couldn't it", "light.bed up 10"),
    (
        "I suppose, hmm, yes, let's have the bedside lamp at forty percent",
        "light.bed brightness 40",
    ),
    ("gimme the desk lamp on", "light.desk on"),
    (
        "so the movie's about to start, could you get the strip to ten percent",
        "light.strip brightness 10",
    ),
    ("man I need coffee, get that espresso machine going", "switch.coffee on"),
    ("I need coffee so bad, the espresso machine needs to go on", "switch.coffee on"),
    (
        "I've got such a headache, that strip is way too bright, can you dim it to 20",
        "light.strip brightness 20",
    ),
    ("my flatmate's trying to sleep so the soundbar should be muted", "media_player.bar mute"),
    ("can't sleep, the bedside lamp is still on, turn it off please", "light.bed off"),
    ("would you look at that, it's snowing, close the roller blind", "cover.roller close"),
    ("just finished ironing, the iron can be switched off now, cheers", "switch.iron off"),
    ("just finished ironing so turn off the iron", "switch.iron off"),
    ("the light in here is awful so could you make the strip a bit brighter", "light.strip up 10"),
    ("the sun's gone down and it's gloomy in here so pop the desk lamp on", "light.desk on"),
)


@pytest.mark.parametrize(
    ("view", "text", "steps"),
    [
        (view, text, steps)
        for view, sentences in ((farm(), FARM), (loft(), LOFT))
        for text, steps in sentences
    ],
)
def test_the_command_among_talk_is_carried_out(view: HomeView, text: str, steps: str) -> None:
    """As if it had been said by itself."""
    plan = resolver().resolve(Utterance(text), view, Context(), NOW)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))
    assert plan.problems == ()
