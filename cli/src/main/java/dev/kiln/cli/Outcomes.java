package dev.kiln.cli;

/** How the image of a build came about, in words. */
final class Outcomes {
    private Outcomes() {}

    /** For a sentence or a table; an outcome that is its own word stays. */
    static String words(String outcome) {
        return switch (outcome) {
            case "alreadyBuilt" -> "already built";
            case "nothingNew" -> "nothing new";
            default -> outcome;
        };
    }
}
