package dev.kiln.local.event;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kiln.json.PipelineJson;
import dev.kiln.local.time.RandomSource;
import dev.kiln.local.time.Timeline;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EventBusTest {
    private static final Instant START = Instant.parse("2026-03-11T09:00:00.750Z");

    private final Timeline timeline = new Timeline(START);
    private final EventBus bus = new EventBus(timeline, new RandomSource(1));
    private final List<JsonNode> received = new ArrayList<>();

    @Test
    void emit_matchingEvent_reachesTheTargetLaterInItsEnvelope() {
        bus.rule("instances", "{\"source\": [\"aws.ec2\"]}", this::receive);

        tell("aws.ec2", "i-1");
        assertThat(received).isEmpty();
        timeline.runTo(START.plusSeconds(3));

        var event = received.getFirst();
        assertThat(event.path("id").asText()).hasSize(36);
        assertThat(withoutId(event)).isEqualTo(PipelineJson.tree("""
                                {"version": "0", "detail-type": "Something Happened", "source": "aws.ec2",
                                 "account": "123456789012", "time": "2026-03-11T09:00:00Z", "region": "us-east-1",
                                 "resources": ["arn:i-1"], "detail": {"name": "i-1"}}
                                """));
    }

    @Test
    void emit_eventThatNoRuleMatches_reachesNobodyAndIsRemembered() {
        bus.rule("instances", "{\"source\": [\"aws.ec2\"]}", this::receive);

        tell("aws.ssm", "c-1");
        timeline.runTo(START.plusSeconds(3));

        assertThat(received).isEmpty();
        assertThat(bus.recent()).extracting(e -> e.path("source").asText()).containsExactly("aws.ssm");
    }

    @Test
    void emit_eventOfTwoRules_isDeliveredOncePerRuleAndCounted() {
        bus.rule("one", "{\"source\": [\"aws.ec2\"]}", this::receive);
        bus.rule("other", "{\"detail\": {\"name\": [{\"prefix\": \"i-\"}]}}", this::receive);
        bus.rule("third", "{\"source\": [\"aws.s3\"]}", this::receive);

        tell("aws.ec2", "i-1");
        timeline.runTo(START.plusSeconds(3));

        assertThat(bus.delivered()).containsExactly(Map.entry("one", 1), Map.entry("other", 1), Map.entry("third", 0));
    }

    @Test
    void losing_source_dropsItsEventsAndNoOthers() {
        bus.rule("all", "{\"account\": [\"123456789012\"]}", this::receive);
        bus.delivery(Delivery.losing(Set.of("aws.ec2", "aws.ssm")));

        tell("aws.ec2", "i-1");
        tell("aws.ssm", "c-1");
        tell("aws.s3", "o-1");
        timeline.runTo(START.plus(Duration.ofHours(1)));

        assertThat(names()).containsExactly("o-1");
    }

    @Test
    void twiceAndOutOfOrder_manyEvents_comeTwiceWithinNinetySecondsAndOvertakeEachOther() {
        bus.rule("all", "{\"account\": [\"123456789012\"]}", this::receive);
        bus.delivery(Delivery.twiceAndOutOfOrder());

        IntStream.range(10, 30).forEach(i -> tell("aws.ec2", "i-" + i));
        timeline.runTo(START.plusSeconds(90));

        assertThat(names()).hasSize(40).isNotEqualTo(names().stream().sorted().toList());
        assertThat(Set.copyOf(names())).hasSize(20);
        assertThat(received.stream().map(e -> e.path("id").asText()).distinct()).hasSize(20);
    }

    @Test
    void rule_patternThatIsNone_isRefused() {
        assertThatThrownBy(() -> bus.rule("bad", "{\"source\": \"aws.ec2\"}", this::receive))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("bad");
    }

    @Test
    void rule_secondOfOneName_isRefused() {
        bus.rule("one", "{\"source\": [\"aws.ec2\"]}", this::receive);

        assertThatThrownBy(() -> bus.rule("one", "{\"source\": [\"aws.s3\"]}", this::receive))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private void tell(String source, String name) {
        bus.emit(
                source,
                "Something Happened",
                List.of("arn:" + name),
                PipelineJson.MAPPER.createObjectNode().put("name", name));
    }

    private static JsonNode withoutId(JsonNode event) {
        return ((ObjectNode) event.deepCopy()).without("id");
    }

    private void receive(String json) {
        received.add(PipelineJson.tree(json));
    }

    private List<String> names() {
        return received.stream().map(e -> e.at("/detail/name").asText()).toList();
    }
}
