package dev.kiln.ledger;

import dev.kiln.build.Plan;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import java.util.Map;
import java.util.Optional;

/** The pinned plans of builds. A plan is written once and never changes. */
public final class Plans {
    private static final String SORT = "PLAN";

    private final Items items;

    public Plans(DynamoDbClient dynamo, String table) {
        this.items = new Items(dynamo, table);
    }

    /** Pins a plan and answers the one that stands: this one, or the one that an earlier try has pinned. */
    public Plan pin(Plan plan) {
        boolean first =
                items.putIf(Items.item(Ledger.build(plan.buildId()), SORT, plan), "attribute_not_exists(pk)", Map.of());
        return first ? plan : of(plan.buildId());
    }

    /** The plan of a build, if it has been pinned. */
    public Optional<Plan> find(String buildId) {
        return items.get(Ledger.build(buildId), SORT, Plan.class);
    }

    /** The plan of a build; a build without one is a defect, because nothing is launched before it is pinned. */
    public Plan of(String buildId) {
        return find(buildId).orElseThrow(() -> new IllegalStateException("build " + buildId + " has no plan"));
    }
}
