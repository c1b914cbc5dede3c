package dev.kiln.step;

import dev.kiln.aws.Tags;
import dev.kiln.error.VerificationFailed;
import dev.kiln.ledger.Resource;

import java.util.Optional;

/** What an operator reads about an image that did not pass its proof. */
final class ProofReport {
    private ProofReport() {}

    /**
     * The report as an error.
     *
     * @param last the last command that looked at the machine; empty when it never came up to take one
     */
    static VerificationFailed failed(String image, Resource machine, Optional<CommandRecord> last) {
        String found = last.map(ProofReport::found)
                .orElseGet(() -> "- SSM did not hear of a machine launched from it within "
                        + VerifyImage.BOOT_MOST.toMinutes() + " min: it does not boot, its agent does not start, or"
                        + " routes that it has kept of its builder's subnet lead nowhere from where it is"
                        + MachineLaunch.subnet(machine)
                                .map(subnet -> " (" + subnet + ")")
                                .orElse(""));
        return new VerificationFailed(
                "The image " + image + " did not pass its verification:\n" + found
                        + "\nThe image is kept in quarantine (tag " + Tags.STATE + "). " + kept(machine)
                        + "\nTo do: if the check was at fault, mend what it depends on and redrive: another machine is launched from the same image. If the image is at fault, mend the recipe and start a new build.");
    }

    private static String kept(Resource machine) {
        return machine.state() == Resource.State.CLOSED
                ? "The machine that was launched from it is gone."
                : "The machine that was launched from it, "
                        + machine.resourceId().orElseThrow()
                        + ", is kept to be looked at until its lease is over (kiln lease " + machine.buildId() + ").";
    }

    private static String found(CommandRecord last) {
        if (last.succeeded()) {
            return "- EC2 has no password of its Administrator for the key pair that it was launched with, "
                    + VerifyImage.PASSWORD_MOST.toMinutes() + " min after the launch";
        }
        return last.result()
                        .map(r -> Texts.bullets(r.detail().path("reasons")))
                        .orElseGet(() -> "- " + last.reason(ProofCommand.BOOT_CHECKS))
                + "\nSSM command: " + last.commandId() + "\n" + last.output();
    }
}
