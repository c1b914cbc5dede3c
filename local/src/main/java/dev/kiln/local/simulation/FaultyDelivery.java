package dev.kiln.local.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kiln.local.event.Delivery;
import dev.kiln.local.time.Delay;
import dev.kiln.local.time.RandomSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Events that are lost, doubled, late and overtaken. What S3 tells is late and doubled, but never lost. */
final class FaultyDelivery implements Delivery {
    /** Services that send events on a best-effort basis (EventBridge reference, "Delivery level for events"). */
    private static final Set<String> BEST_EFFORT = Set.of("aws.ec2", "aws.ssm", "aws.states");

    private final Dice dice;

    FaultyDelivery(Dice dice) {
        this.dice = dice;
    }

    @Override
    public List<Duration> delays(JsonNode event, RandomSource random) {
        String what = event.path("detail-type").asText();
        if (BEST_EFFORT.contains(event.path("source").asText()) && dice.strikes(FaultKind.EVENT_LOST, what)) {
            return List.of();
        }
        var delays = new ArrayList<>(List.of(delay(what, random)));
        if (dice.strikes(FaultKind.EVENT_DOUBLED, what)) {
            delays.add(delay(what, random));
        }
        return delays;
    }

    private Duration delay(String what, RandomSource random) {
        if (dice.strikes(FaultKind.EVENT_LATE, what)) {
            return dice.of(FaultKind.EVENT_LATE).between(Duration.ofSeconds(90), Duration.ofMinutes(20));
        }
        if (dice.strikes(FaultKind.EVENT_OVERTAKEN, what)) {
            return Delay.EVENT_STRAGGLES.draw(dice.of(FaultKind.EVENT_OVERTAKEN));
        }
        return Delay.EVENT_ARRIVES.draw(random);
    }
}
