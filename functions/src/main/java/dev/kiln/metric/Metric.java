package dev.kiln.metric;

/** What operators watch and no service of AWS counts, in the namespace {@code Kiln} of CloudWatch. */
public enum Metric {
    /** From the start of a build to its image, redrives included; of each recipe. */
    BUILD_DURATION("BuildDuration", "Seconds"),
    /** Builds that ended badly and that a redrive can still take up. */
    FAILED_BUILDS("FailedBuilds", "Count"),
    /** The age of the oldest of them. */
    OLDEST_FAILED_BUILD("OldestFailedBuildHours", "None"),
    /** What a build that ended well still holds besides its image: always 0, or something runs that nobody needs. */
    RESOURCES_OUTSTANDING("ResourcesOutstanding", "Count"),
    /** Waits that ended because the sweep looked, although an event should have told. */
    SWEEP_FOUND("SweepFound", "Count"),
    /** What carries the deployment's tags and stands in no row of the ledger: somebody has to look. */
    UNKNOWN_RESOURCES("UnknownResources", "Count");

    /** The namespace of all of them. */
    public static final String NAMESPACE = "Kiln";

    /** The dimension that tells deployments of one account apart. */
    public static final String DEPLOYMENT = "Deployment";

    /** The dimension of what is counted for each recipe. */
    public static final String RECIPE = "Recipe";

    private final String title;
    private final String unit;

    Metric(String title, String unit) {
        this.title = title;
        this.unit = unit;
    }

    /** Its name in CloudWatch. */
    public String title() {
        return title;
    }

    /** Its unit in CloudWatch, which knows no hours. */
    public String unit() {
        return unit;
    }
}
