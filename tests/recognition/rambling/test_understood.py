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
    (
        (
            "so I had this really weird day at work, my boss was in a mood, and now I'm "
            "finally home, so could you turn on the floor lamp"
        ),
        "light.l1 on",
    ),
    (
        (
            "listen, I know this sounds stupid, but the bathroom light, I think I left it "
            "on, could you turn it off"
        ),
        "light.ba off",
    ),
    ("hey hey hey, TV, off, please", "media_player.tv off"),
    ("I'm so tired I could sleep for a week, please close the curtains", "cover.b close"),
    ("so anyway like I was saying, turn on the kettle", "switch.kettle on"),
    (
        "okay I'm on the sofa now, so dim the floor lamp to twenty please, thanks",
        "light.l1 brightness 20",
    ),
    ("the bedroom fan is driving me crazy, stop it", "fan.b off"),
    ("that floor lamp is blinding, can you dim it a bit", "light.l1 down 10"),
    ("that floor lamp is blinding me, dim it to ten percent", "light.l1 brightness 10"),
    ("the TV volume is way too high, could you bring it down", "media_player.tv down"),
    ("grandma's coming over, she gets cold, so put the heating up a bit", "climate.l up 0.5"),
    ("my feet are freezing, so could you set the thermostat to 23", "climate.l temperature 23"),
    ("I'm sweating, turn down the thermostat by two degrees would you", "climate.l down 2"),
    ("it's too warm for me, so lower the thermostat to 19", "climate.l temperature 19"),
    ("I'd kill for a cup of tea, kettle on please", "switch.kettle on"),
    ("I'd kill for a cup of tea, so switch on the kettle", "switch.kettle on"),
    ("guess what, it's raining, close the blinds", "cover.l close"),
    ("you'll never guess, it's raining, close the blinds", "cover.l close"),
    ("you wouldn't believe how dark it is, put the hall light on", "light.h on"),
    ("I haven't got all day, put the hall light on", "light.h on"),
    ("I haven't slept, so close the curtains", "cover.b close"),
    ("I don't like the dark, so put the hall light on", "light.h on"),
    ("I don't feel well, turn off the TV", "media_player.tv off"),
    ("I'm not well, turn off the TV", "media_player.tv off"),
    ("nothing works here, anyway, turn off the TV", "media_player.tv off"),
    ("not that I care, but the TV should be off", "media_player.tv off"),
    ("no offence, but turn off the TV", "media_player.tv off"),
    ("no rush, but could you turn off the TV", "media_player.tv off"),
    ("no problem, turn off the TV", "media_player.tv off"),
    ("actually, the TV, turn it off", "media_player.tv off"),
    ("oh and the TV, turn it off", "media_player.tv off"),
    ("and another thing, turn off the TV", "media_player.tv off"),
    ("one more thing, the blinds should be closed", "cover.l close"),
    ("two things, turn off the TV and close the blinds", "cover.l close, media_player.tv off"),
    ("first things first, turn off the TV", "media_player.tv off"),
    ("could you turn on the floor lamp, the one in the living room", "light.l1 on"),
    ("could you turn on the lamp, you know, the one in the kitchen", "light.kl on"),
    ("turn on the lamp, you know which one, the one in the kitchen", "light.kl on"),
    ("turn the light on in the hall, it's dark", "light.h on"),
    ("I'm in the kitchen, turn on the lamp", "light.kl on"),
    (
        (
            "evening all, it's been one of those days, dim the floor lamp to 15 percent and "
            "turn the tv on"
        ),
        "light.l1 brightness 15, media_player.tv on",
    ),
    ("oh for crying out loud, I've got my hands full again, hall light on please", "light.h on"),
    ("so it turns out I left the kettle on, turn it off quick", "switch.kettle off"),
    ("it's boiling in the bedroom, is there any way you could put the bedroom fan on", "fan.b on"),
    ("what would be really nice is if the curtains were closed", "cover.b close"),
    ("what would be great is the curtains closed", "cover.b close"),
    ("I'd be lost without you, now please turn on the hall light", "light.h on"),
    ("let me tell you, this day was long, so turn off the TV", "media_player.tv off"),
    (
        "I must admit I'm scared of the dark, could the hall light be switched on please",
        "light.h on",
    ),
    ("tell you what, turn on the kettle", "switch.kettle on"),
    ("I tell you what, let's put the kettle on", "switch.kettle on"),
    ("you know I hate to ask, but turn on the hall light", "light.h on"),
    ("she can hear the TV, so turn it off", "media_player.tv off"),
    ("it's raining and the blinds are open, close them", "cover.l close"),
    ("the blinds are open and it's raining, close them please", "cover.l close"),
    ("I don't want to get up, so turn the TV off", "media_player.tv off"),
    ("I don't want the TV on, turn it off", "media_player.tv off"),
    ("nobody wants the TV on, turn it off", "media_player.tv off"),
    ("we no longer need the TV, turn it off", "media_player.tv off"),
    ("we don't need the TV any more, turn it off", "media_player.tv off"),
    ("the TV isn't needed any more, turn it off", "media_player.tv off"),
    ("no one is watching the TV, so turn it off", "media_player.tv off"),
    ("nobody's using the kettle, turn it off", "switch.kettle off"),
    ("everyone's out of the kitchen, so turn off the kitchen ceiling light", "light.kc off"),
    (
        "my eyes hurt, the floor lamp is too bright, dim it to twenty percent",
        "light.l1 brightness 20",
    ),
    ("dim the floor lamp, would you, to twenty percent", "light.l1 brightness 20"),
    ("turn the, what's it called, the hall light on", "light.h on"),
    ("turn on that, you know, hall light", "light.h on"),
    ("let's go for twenty two degrees on the thermostat", "climate.l temperature 22"),
    ("it could be a bit warmer", "climate.l up 0.5"),
    ("it should be warmer", "climate.l up"),
    ("could we have it a bit warmer please", "climate.l up 0.5"),
    ("I could do with the hall light on", "light.h on"),
    ("the curtains, closed, please", "cover.b close"),
    ("time to close the curtains, it's late", "cover.b close"),
    ("kill the lights in the living room would you, movie time", "light.l1 off, light.l2 off"),
    ("movie time, kill the TV", "media_player.tv off"),
    ("bed time, turn off the TV", "media_player.tv off"),
    ("it's bedtime, turn off the TV", "media_player.tv off"),
    ("dinner time, so turn off the TV", "media_player.tv off"),
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
