package dev.kiln.cli;

import dev.kiln.json.PipelineJson;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** One JSON object a line. Times are seconds; only a local account has a clock that is not the real one. */
final class JsonView implements BuildView {
    private final Terminal terminal;
    private final boolean virtual;

    /** @param virtual whether the account has a clock of its own */
    JsonView(Terminal terminal, boolean virtual) {
        this.terminal = terminal;
        this.virtual = virtual;
    }

    @Override
    public void planned(PlanPreview plan) {
        var object = event("planned");
        object.put("recipe", plan.loaded().recipe().name());
        object.put("parentImageId", plan.parent().imageId());
        object.put("buildKey", plan.buildKey());
        print(object);
    }

    @Override
    public void redriving(RedrivePreview preview) {
        var object = event("redrive");
        object.putAll(preview.fields());
        print(object);
    }

    @Override
    public void redriven() {}

    @Override
    public void under(String state, Instant now) {}

    @Override
    public void passed(StateRun run) {
        var object = event("state");
        object.put("state", run.state());
        if (!run.detail().isEmpty()) {
            object.put("step", run.detail());
        }
        object.put("succeeded", run.succeeded());
        putClock(object, run.sinceStart());
        object.put("tookSeconds", run.took().toMillis() / 1000.0);
        object.put("realSeconds", run.real().toMillis() / 1000.0);
        print(object);
    }

    @Override
    public void ended(BuildEnd end) {
        var object = event("ended");
        object.put("buildId", end.buildId());
        object.put("status", end.status());
        end.record().flatMap(r -> r.outcome()).ifPresent(outcome -> object.put("outcome", outcome));
        end.record().flatMap(r -> r.imageId()).ifPresent(image -> object.put("imageId", image));
        end.lineage().ifPresent(lineage -> {
            object.put("imageName", lineage.imageName());
            object.put("snapshotIds", lineage.snapshotIds());
            object.put("tags", lineage.tags());
        });
        if (!end.succeeded()) {
            object.put("error", end.error());
            object.put("cause", end.cause());
        }
        putClock(object, end.took());
        object.put("realSeconds", end.real().toMillis() / 1000.0);
        print(object);
    }

    private void putClock(Map<String, Object> object, Duration sinceStart) {
        object.put(virtual ? "virtualSeconds" : "seconds", sinceStart.toMillis() / 1000.0);
    }

    private static Map<String, Object> event(String name) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("event", name);
        return object;
    }

    private void print(Map<String, Object> object) {
        terminal.line(PipelineJson.write(object));
    }
}
