package dev.kiln.cli.cdk;

/** The CDK cannot be run; the message says what is missing and how to get it. Nothing was changed. */
public final class CdkRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CdkRefused(String message) {
        super(message);
    }
}
