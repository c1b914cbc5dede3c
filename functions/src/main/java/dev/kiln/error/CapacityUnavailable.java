package dev.kiln.error;

/**
 * EC2 has no capacity for any of the recipe's instance types in any subnet. Terminal for now: redrive later or name
 * more instance types.
 */
public final class CapacityUnavailable extends PipelineException {
    private static final long serialVersionUID = 1L;

    public CapacityUnavailable(String message) {
        super(message);
    }
}
