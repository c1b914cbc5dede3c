package dev.kiln.step;

import dev.kiln.ledger.FailureClass;

/** Sorts the names of errors, as the state machine sees them, by who or what can mend them. */
final class FailureClasses {
    private static final String OURS = "dev.kiln.error.";

    private FailureClasses() {}

    /**
     * The class of an error.
     *
     * @param status of the execution
     * @param error its name; Step Functions' own begin with {@code States.}, Lambda's with {@code Lambda.}
     */
    static FailureClass of(String status, String error) {
        if ("ABORTED".equals(status) && !error.startsWith("dev.kiln.local.")) {
            return FailureClass.OPERATOR;
        }
        if (error.startsWith(OURS)) {
            return ofOurs(error.substring(OURS.length()));
        }
        if ("States.Permissions".equals(error)) {
            return FailureClass.PERMISSION;
        }
        return passing(status, error) ? FailureClass.TRANSIENT : FailureClass.DEFECT;
    }

    private static boolean passing(String status, String error) {
        return "TIMED_OUT".equals(status)
                || error.startsWith("Lambda.")
                || error.startsWith("Sandbox.")
                || error.startsWith("dev.kiln.local.")
                || "States.Timeout".equals(error)
                || "States.HeartbeatTimeout".equals(error);
    }

    private static FailureClass ofOurs(String name) {
        return switch (name) {
            case "Throttled", "TransientServiceFailure" -> FailureClass.TRANSIENT;
            case "StepFailed",
                    "SealFailed",
                    "VerificationFailed",
                    "InvalidRecipe",
                    "InvalidBuildRequest",
                    "ForkRefused",
                    "ParentUnavailable" -> FailureClass.RECIPE;
            case "CapacityUnavailable" -> FailureClass.CAPACITY;
            case "QuotaExceeded" -> FailureClass.QUOTA;
            case "AccessRefused" -> FailureClass.PERMISSION;
            case "BuilderLost", "ImageFailed", "RequestRefused" -> FailureClass.VENDOR;
            case "BuilderStopped", "ImageNameTaken", "JoinedBuildFailed", "TakenOver" -> FailureClass.OPERATOR;
            default -> FailureClass.DEFECT;
        };
    }
}
