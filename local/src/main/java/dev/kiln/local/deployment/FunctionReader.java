package dev.kiln.local.deployment;

import dev.kiln.local.template.Resource;
import dev.kiln.local.template.TemplateRefused;
import dev.kiln.local.template.Templates;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The functions of the templates, each with the one alias by which it is called. */
final class FunctionReader {
    private final Templates templates;

    FunctionReader(Templates templates) {
        this.templates = templates;
    }

    List<FunctionSpec> read() {
        return templates.ofType("AWS::Lambda::Function").stream()
                .map(this::read)
                .toList();
    }

    private FunctionSpec read(Resource function) {
        String name = function.ref();
        var alias = onlyAlias(function, name);
        return new FunctionSpec(
                name,
                alias.ref(),
                function.text("Handler"),
                environment(function),
                Duration.ofSeconds(function.required("Timeout").asInt()),
                function.required("MemorySize").asInt(),
                function.text("Role"),
                async(name, alias.text("Name")));
    }

    private static SortedMap<String, String> environment(Resource function) {
        var variables = new TreeMap<String, String>();
        function.get("Environment")
                .path("Variables")
                .properties()
                .forEach(v -> variables.put(v.getKey(), v.getValue().asText()));
        return variables;
    }

    private Resource onlyAlias(Resource function, String name) {
        var aliases = templates.ofType("AWS::Lambda::Alias").stream()
                .filter(a -> a.text("FunctionName").equals(name))
                .toList();
        if (aliases.size() != 1) {
            throw new TemplateRefused(function + ": one alias is expected, and there are " + aliases.size());
        }
        return aliases.getFirst();
    }

    private AsyncSpec async(String function, String alias) {
        return templates.ofType("AWS::Lambda::EventInvokeConfig").stream()
                .filter(c -> c.text("FunctionName").equals(function)
                        && c.text("Qualifier").equals(alias))
                .map(FunctionReader::async)
                .findFirst()
                .orElse(AsyncSpec.DEFAULT);
    }

    private static AsyncSpec async(Resource config) {
        var destination = config.get("DestinationConfig")
                .path("OnFailure")
                .path("Destination")
                .asText("");
        return new AsyncSpec(
                config.required("MaximumRetryAttempts").asInt(),
                Duration.ofSeconds(config.required("MaximumEventAgeInSeconds").asInt()),
                Optional.of(destination).filter(d -> !d.isEmpty()));
    }
}
