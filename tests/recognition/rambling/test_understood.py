"""Commands told around, politely and at length: what is asked for, and nothing else, is done."""

import pytest

from custom_components.llm_iot.dialogue import Context
from custom_components.llm_iot.models import HomeView, Utterance
from tests.recognition.house import NOW, house, read, resolver, write
from tests.recognition.rambling.homes import farm, loft

HOUSE = (
    (
        "well we had the neighbours over and the hall is a mess, so put the hall light on",
        "light.h on",
    ),
    (
        "I can't find my keys in all this dark, anyway, just switch on the hall light would you",
        "light.h on",
    ),
    ("sweetheart, I mean computer, could you be an angel and close the curtains", "cover.b close"),
    ("the hall light needs to be switched on", "light.h on"),
    ("the bathroom light has to be turned off, please", "light.ba off"),
    ("the blinds ought to be opened now", "cover.l open"),
    ("it would be lovely if the curtains were shut", "cover.b close"),
    ("it'd be really great if the kettle was on", "switch.kettle on"),
    ("I would love the floor lamp to be turned off", "light.l1 off"),
    ("we'd like the TV to be muted", "media_player.tv mute"),
    ("could we get the reading lamp on", "light.b2 on"),
    ("can I have the bedroom light on please, thank you so much", "light.b on"),
    ("let's have the blinds opened, it's a beautiful morning", "cover.l open"),
    ("let's get the kettle on, I'm dying for a tea", "switch.kettle on"),
    ("I was hoping to have the hall light switched on", "light.h on"),
    ("I was wondering if it would be possible to get the curtains closed", "cover.b close"),
    ("would it be possible to have the bathroom light turned off", "light.ba off"),
    ("the floor lamp should be at, hmm, let me see, twenty percent", "light.l1 brightness 20"),
    ("the kitchen ceiling light can go off now", "light.kc off"),
    ("oh, the TV can go off, nobody is watching", "media_player.tv off"),
    ("the bedroom fan needs turning off", "fan.b off"),
    ("the curtains could do with closing", "cover.b close"),
    ("well the floor lamp, it's been on all day, so off with it", "light.l1 off"),
    ("the kettle, please switch that thing on", "switch.kettle on"),
    ("that TV, the big one in the living room, yeah turn it off would you", "media_player.tv off"),
    ("um, er, you know, the hall light, could you, ehm, turn it on", "light.h on"),
    ("okay so, right, I guess the curtains should be closed", "cover.b close"),
    ("if it's not too much trouble, would you kindly mute the TV", "media_player.tv mute"),
    ("thanks a million, and could you open the blinds", "cover.l open"),
    ("be so kind as to open the blinds, my dear", "cover.l open"),
    ("hello computer, long time no see, extinguish the floor lamp please", "light.l1 off"),
    ("excuse me, sorry to disturb you, but could you kill the TV", "media_player.tv off"),
    ("god, it's cold in here, so make it a bit warmer", "climate.l up 0.5"),
    (
        "the TV is so loud that I can't hear myself think, so turn it down a bit",
        "media_player.tv down 5",
    ),
    ("my back hurts and I can't get up, so would you close the curtains", "cover.b close"),
    ("Good evening. I just got home. Could you turn on the hall light? Thanks.", "light.h on"),
    ("I'd be grateful if you could dim the floor lamp to 30 percent", "light.l1 brightness 30"),
    ("I'd appreciate it if you opened the blinds", "cover.l open"),
    ("is there any chance you could switch off the bathroom light", "light.ba off"),
    ("what I meant to say is that the hall light needs to be turned on", "light.h on"),
    ("all I want is the reading lamp on", "light.b2 on"),
    ("do me a favour and lock the front door", "lock.front lock"),
    ("I'm off to bed, please turn off the TV", "media_player.tv off"),
    ("turn off the TV, I can't concentrate", "media_player.tv off"),
    ("turn on the hall light because I can't see a thing", "light.h on"),
    (
        "the lamp in the kitchen and the fan in the kitchen need to be turned on",
        "light.kl on, fan.k on",
    ),
    (
        "we've had a long day, so turn off the TV and close the curtains",
        "media_player.tv off, cover.b close",
    ),
    ("the sun is blinding me so close the blinds please", "cover.l close"),
    ("how about closing the curtains, it's late", "cover.b close"),
    ("when you get a chance, could you turn on the kettle", "switch.kettle on"),
    ("before I forget, the bathroom light, please turn it off", "light.ba off"),
    ("you won't believe it, I left the floor lamp on, so turn it off please", "light.l1 off"),
    ("sorry, me again, I think the bedroom light should be red", "light.b colour red"),
)
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
)
LOFT = (
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
)


@pytest.mark.parametrize(
    ("view", "text", "steps"),
    [
        (view, text, steps)
        for view, sentences in ((house(), HOUSE), (farm(), FARM), (loft(), LOFT))
        for text, steps in sentences
    ],
)
def test_the_command_among_talk_is_carried_out(view: HomeView, text: str, steps: str) -> None:
    """As if it had been said by itself."""
    plan = resolver().resolve(Utterance(text), view, Context(), NOW)
    assert plan is not None
    assert write(plan.steps) == write(read(steps))
    assert plan.problems == ()
