package dev.kiln.ledger;

/** Who or what can mend a failure. */
public enum FailureClass {
    /** It passes by itself: redrive. */
    TRANSIENT,
    /** The recipe, or a file of it: mend and fork, or build anew; what lies outside of it is mended and redriven. */
    RECIPE,
    /** EC2 has no room now: redrive later, or name more instance types. */
    CAPACITY,
    /** A quota of the account: raise it, then redrive. */
    QUOTA,
    /** A policy or a key: mend it, then redrive. */
    PERMISSION,
    /** EC2, Windows or the parent image did what it should not. */
    VENDOR,
    /** Somebody stopped the build or its machine. */
    OPERATOR,
    /** Kiln itself, or its deployment, is wrong: deploy the mended function, then redrive. */
    DEFECT
}
