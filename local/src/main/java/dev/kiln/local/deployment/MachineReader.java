package dev.kiln.local.deployment;

import dev.kiln.local.template.TemplateRefused;
import dev.kiln.local.template.Templates;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The one state machine of the templates. */
final class MachineReader {
    private static final Pattern SUBSTITUTION = Pattern.compile("\\$\\{([A-Za-z0-9]+)}");

    private MachineReader() {}

    static MachineSpec read(Templates templates) {
        var machine = templates.only("AWS::StepFunctions::StateMachine");
        if (!machine.text("StateMachineType").equals("STANDARD")) {
            throw new TemplateRefused(machine + ": only standard workflows are known");
        }
        var values = machine.texts("DefinitionSubstitutions");
        String definition = SUBSTITUTION
                .matcher(machine.text("DefinitionString"))
                .replaceAll(m -> {
                    if (!values.containsKey(m.group(1))) {
                        throw new TemplateRefused(machine + ": nothing is substituted for " + m.group());
                    }
                    return Matcher.quoteReplacement(values.get(m.group(1)));
                });
        return new MachineSpec(machine.text("StateMachineName"), machine.ref(), definition, machine.text("RoleArn"));
    }
}
