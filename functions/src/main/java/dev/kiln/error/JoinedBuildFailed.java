package dev.kiln.error;

/** The build that this one joined has ended badly. Terminal: redrive the joined build, then this one. */
public final class JoinedBuildFailed extends PipelineException {
    private static final long serialVersionUID = 1L;

    public JoinedBuildFailed(String message) {
        super(message);
    }
}
