package dev.kiln.ledger;

import dev.kiln.build.Plan;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The pinned plans of builds. A plan is written once and never changes, so what was read once need not be read again.
 */
public final class Plans {
    private static final String SORT = "PLAN";

    private final Items items;
    private final Map<String, Plan> recent = Collections.synchronizedMap(new Recent());

    /** Enough for the builds that one instance of a function meets; the oldest is forgotten first. */
    private static final class Recent extends LinkedHashMap<String, Plan> {
        private static final long serialVersionUID = 1L;
        private static final int KEPT = 200;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Plan> eldest) {
            return size() > KEPT;
        }
    }

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
        var plan =
                Optional.ofNullable(recent.get(buildId)).or(() -> items.get(Ledger.build(buildId), SORT, Plan.class));
        plan.ifPresent(found -> recent.put(buildId, found));
        return plan;
    }

    /** The plan of a build; a build without one is a defect, because nothing is launched before it is pinned. */
    public Plan of(String buildId) {
        return find(buildId).orElseThrow(() -> new IllegalStateException("build " + buildId + " has no plan"));
    }
}
