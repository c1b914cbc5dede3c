package dev.kiln.local.deployment;

import java.util.List;

/** A rule of the event bus. */
public record RuleSpec(String name, String arn, String pattern, List<TargetSpec> targets) {
    public RuleSpec {
        targets = List.copyOf(targets);
    }
}
