package dev.kiln.step;

import dev.kiln.aws.Builders;
import dev.kiln.aws.Commands;
import dev.kiln.aws.Images;
import dev.kiln.json.PipelineJson;
import dev.kiln.ledger.Wait;

import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;

/** Sees with one call what many waits wait for, so that a thousand builds do not use up the calls of an account. */
final class Lookout {
    private final Builders builders;
    private final Commands commands;
    private final Images images;

    Lookout(Steps.Aws aws) {
        this.builders = aws.builders();
        this.commands = aws.commands();
        this.images = aws.images();
    }

    /** What these wait for, as far as it is a machine or an image. */
    Sightings of(Collection<Wait> waits) {
        var awaited = new TreeSet<String>();
        waits.forEach(wait -> wait.resourceId().ifPresent(awaited::add));
        var machines = new TreeSet<>(machines(awaited));
        waits.forEach(wait -> read(wait).instanceId().ifPresent(machines::add));
        return new Sightings(
                new TreeMap<>(builders.views(machines)),
                new TreeMap<>(commands.reports(machines(awaited))),
                new TreeMap<>(images.views(
                        awaited.stream().filter(id -> id.startsWith("ami-")).toList())));
    }

    private static List<String> machines(Collection<String> ids) {
        return ids.stream().filter(id -> id.startsWith("i-")).toList();
    }

    private static StateInput read(Wait wait) {
        return PipelineJson.read(wait.input(), StateInput.class);
    }
}
