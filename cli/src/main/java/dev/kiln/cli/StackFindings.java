package dev.kiln.cli;

import dev.kiln.cli.stack.Finding;
import dev.kiln.cli.stack.StackChecks;
import dev.kiln.recipe.Recipe;

/** Tells what a look at a deployment has found for a recipe. */
final class StackFindings {
    private final Terminal terminal;
    private final StackChecks checks;

    StackFindings(Terminal terminal, StackOption.Deployment deployment) {
        this.terminal = terminal;
        this.checks = new StackChecks(
                deployment.stack(), deployment.clients(), deployment.steps().parents());
    }

    /** Tells it and answers how much is wrong. */
    int tell(Recipe recipe) {
        var findings = checks.of(recipe);
        findings.forEach(this::tell);
        return (int) findings.stream().filter(Finding.Wrong.class::isInstance).count();
    }

    private void tell(Finding finding) {
        switch (finding) {
            case Finding.Good good -> terminal.line("    " + good.subject() + ": " + good.text());
            case Finding.Unchecked unchecked ->
                terminal.line(
                        "    " + unchecked.subject() + ": " + terminal.bold("not checked") + ", " + unchecked.why());
            case Finding.Wrong wrong ->
                terminal.error(
                        "    " + terminal.bad(wrong.subject()) + ": " + (wrong.problem() + " " + wrong.mend()).strip());
        }
    }
}
