package dev.kiln.local.states;

import dev.kiln.json.PipelineJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sfn.model.HistoryEvent;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import static dev.kiln.local.states.StatesLab.machine;
import static dev.kiln.local.states.StatesLab.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the fields of the states mean. */
class StatesLanguageTest {
    private final StatesLab lab = new StatesLab();

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            $states.input.a + 1                                 | 8
            $states.input.none = null                           | true
            null                                                | null
            $partition([1,2,3,4,5], 2)                          | [[1,2],[3,4],[5]]
            $range(0, 10, 5)                                    | [0,5,10]
            $range(3, 1, -1)                                    | [3,2,1]
            $hash("abc", "SHA-1")                               | "a9993e364706816aba3e25717850c26c9cd0d89d"
            $parse("{\\"a\\":[1,null]}")                        | {"a":[1,null]}
            $length($uuid())                                    | 36
            $random() < 1 and $random() >= 0                    | true
            $random(5) = $random(5)                             | true
            $now()                                              | "2026-01-05T10:00:00.000Z"
            $millis()                                           | 1767607200000
            $states.context.State.Name                          | "P"
            $states.context.Execution.Name                      | "e"
            $states.context.Execution.RedriveCount              | 0
            $states.context.StateMachine.Name                   | "m"
            [$states.input.list[$ > 1]]                         | [2,3]
            $count($shuffle($states.input.list))                | 3
            7 / 2                                               | 3.5
            """)
    void expression_gives(String expression, String expected) {
        var state = PipelineJson.MAPPER.createObjectNode();
        state.put("Type", "Pass").put("Output", "{% " + expression + " %}").put("End", true);
        var definition = machine("P", "'P':{}").replace("{}", state.toString());

        var arn = lab.run(definition, "{\"a\":7,\"none\":null,\"list\":[1,2,3]}");

        assertThat(PipelineJson.tree(lab.output(arn))).isEqualTo(PipelineJson.tree(expected));
    }

    @Test
    void parse_eval_isRefused() {
        assertThatThrownBy(() -> StateMachineDefinition.parse(
                        machine("P", "'P':{'Type':'Pass','Output':'{% $eval($states.input) %}','End':true}")))
                .isInstanceOf(InvalidDefinition.class)
                .hasMessageContaining("$parse");
    }

    @Test
    void parse_innerAssignOfAnOuterVariable_isRefused() {
        assertThatThrownBy(() -> StateMachineDefinition.parse(machine(
                        "A",
                        "'A':{'Type':'Pass','Assign':{'x':1},'Next':'M'},'M':{'Type':'Map','End':true,'ItemProcessor':"
                                + "{'StartAt':'I','States':{'I':{'Type':'Pass','Assign':{'x':2},'End':true}}}}")))
                .isInstanceOf(InvalidDefinition.class)
                .hasMessageContaining("$x");
    }

    @Test
    void parse_distributedMap_isRefused() {
        assertThatThrownBy(() -> StateMachineDefinition.parse(machine(
                        "M",
                        "'M':{'Type':'Map','End':true,'ItemProcessor':{'ProcessorConfig':{'Mode':'DISTRIBUTED'},"
                                + "'StartAt':'I','States':{'I':{'Type':'Succeed'}}}}")))
                .isInstanceOf(InvalidDefinition.class)
                .hasMessageContaining("DISTRIBUTED");
    }

    @Test
    void parse_unreachableState_isRefused() {
        assertThatThrownBy(() ->
                        StateMachineDefinition.parse(machine("A", "'A':{'Type':'Succeed'},'Lost':{'Type':'Succeed'}")))
                .isInstanceOf(InvalidDefinition.class)
                .hasMessageContaining("Lost");
    }

    @Test
    void choice_firstTrueRule_decides() {
        assertThat(lab.output(lab.run(choice("'Default':'D'"), "{\"n\":5}"))).isEqualTo("\"big\"");
    }

    @Test
    void choice_noRuleTrue_takesTheDefault() {
        assertThat(lab.output(lab.run(choice("'Default':'D'"), "{\"n\":1}"))).isEqualTo("{\"n\":1}");
    }

    @Test
    void choice_noRuleTrueAndNoDefault_fails() {
        var definition = choice("'Comment':'none'").replace(",\"D\":{\"Type\":\"Succeed\"}", "");

        assertThat(lab.describe(lab.run(definition, "{\"n\":1}")).error()).isEqualTo("States.NoChoiceMatched");
    }

    private static String choice(String more) {
        return machine(
                "C",
                "'C':{'Type':'Choice','Choices':[{'Condition':'{% $states.input.n > 3 %}','Output':'big','Next':'E'},"
                        + "{'Condition':'{% $states.input.n > 4 %}','Output':'bigger','Next':'E'}]," + more
                        + "},'E':{'Type':'Succeed'},'D':{'Type':'Succeed'}");
    }

    @Test
    void choice_conditionIsNoBoolean_isAnEvaluationError() {
        var arn = lab.run(
                machine(
                        "C",
                        "'C':{'Type':'Choice','Choices':[{'Condition':'{% 1 %}','Next':'E'}]},'E':{'Type':'Succeed'}"),
                "{}");

        assertThat(lab.describe(arn).error()).isEqualTo("States.QueryEvaluationError");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            'Seconds':90                                        | 90
            'Seconds':'{% $states.input.s %}'                   | 7
            'Timestamp':'2026-01-05T10:00:30Z'                  | 30
            'Timestamp':'{% $states.input.t %}'                 | 60
            'Timestamp':'2025-01-01T00:00:00Z'                  | 0
            """)
    void wait_lasts(String field, long seconds) {
        var arn = lab.run(
                machine("W", "'W':{'Type':'Wait'," + field + ",'End':true}"),
                "{\"s\":7,\"t\":\"2026-01-05T11:01:00+01:00\"}");

        assertThat(Duration.between(StatesLab.START, lab.describe(arn).stopDate()))
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void assign_isVisibleFromTheNextStateOn() {
        var arn = lab.run(
                machine(
                        "A",
                        "'A':{'Type':'Pass','Assign':{'x':1},'Next':'B'},'B':{'Type':'Pass','Assign':{'x':'{% $x + 1 %}'},"
                                + "'Output':'{% $x %}','Next':'C'},'C':{'Type':'Pass','Output':'{% [$states.input, $x] %}',"
                                + "'End':true}"),
                "{}");

        assertThat(lab.output(arn)).isEqualTo("[1,2]");
    }

    @Test
    void map_readsOuterVariablesAndItsItem() {
        var arn = lab.run(
                machine(
                        "A",
                        "'A':{'Type':'Pass','Assign':{'x':100},'Next':'M'},'M':{'Type':'Map','End':true,'Items':[5,6],"
                                + "'ItemSelector':'{% $states.context.Map.Item.Value + $states.context.Map.Item.Index %}',"
                                + "'ItemProcessor':{'StartAt':'I','States':{'I':{'Type':'Pass','Output':"
                                + "'{% $x + $states.input %}','End':true}}}}"),
                "{}");

        assertThat(lab.output(arn)).isEqualTo("[105,107]");
    }

    @Test
    void map_withoutItems_givesAnEmptyArray() {
        var arn = lab.run(
                machine(
                        "M",
                        "'M':{'Type':'Map','End':true,'ItemProcessor':{'StartAt':'I','States':{'I':{'Type':'Succeed'}}}}"),
                "[]");

        assertThat(lab.output(arn)).isEqualTo("[]");
    }

    @Test
    void retry_backsOffUpToTheMostDelay() {
        lab.raising("A", "E");

        var arn = lab.run(
                machine(
                        "A",
                        task(
                                "A",
                                "'Retry':[{'ErrorEquals':['E'],'IntervalSeconds':10,'BackoffRate':3,'MaxAttempts':4,"
                                        + "'MaxDelaySeconds':60}],'End':true")),
                "{}");

        assertThat(retryDelays(arn)).isEqualTo("10 30 60 60");
    }

    @Test
    void retry_fullJitter_staysWithinTheIntervalAndVaries() {
        lab.raising("A", "E");

        var arn = lab.run(
                machine(
                        "A",
                        task(
                                "A",
                                "'Retry':[{'ErrorEquals':['E'],'IntervalSeconds':100,'BackoffRate':1,'MaxAttempts':9,"
                                        + "'JitterStrategy':'FULL'}],'End':true")),
                "{}");

        var delays =
                Arrays.stream(retryDelays(arn).split(" ")).map(Long::parseLong).toList();
        assertThat(delays).hasSize(9).allMatch(delay -> delay <= 100).anyMatch(delay -> delay < 90);
    }

    private String retryDelays(String arn) {
        var delays = new StringBuilder();
        HistoryEvent failed = lab.history(arn).get(0);
        for (var event : lab.history(arn)) {
            if (event.type() == HistoryEventType.TASK_SCHEDULED && failed.type() == HistoryEventType.TASK_FAILED) {
                delays.append(Duration.between(failed.timestamp(), event.timestamp())
                                .toSeconds())
                        .append(' ');
            }
            failed = event;
        }
        return delays.toString().strip();
    }

    @ParameterizedTest
    @CsvSource({
        "E, E, true",
        "E, F, false",
        "E, States.ALL, true",
        "E, States.TaskFailed, true",
        "States.Timeout, States.TaskFailed, false",
        "States.Timeout, States.ALL, true",
        "States.DataLimitExceeded, States.ALL, false",
        "States.DataLimitExceeded, States.TaskFailed, false",
        "States.Runtime, States.ALL, false",
        "States.Runtime, States.Runtime, false"
    })
    void catch_matches(String error, String pattern, boolean matches) {
        assertThat(Failure.of(error, "").matches(List.of(pattern))).isEqualTo(matches);
    }

    @Test
    void catch_missedHeartbeat_isMatchedByBothNames() {
        assertThat(List.of("States.Timeout", "States.HeartbeatTimeout"))
                .allMatch(name -> Failure.timeout(true).matches(List.of(name)));
    }

    @Test
    void task_result_isWhatLambdaInvokeGives() {
        lab.returning("A", "{\"x\":1}");

        var output = PipelineJson.tree(lab.output(lab.run(machine("A", task("A", "'End':true")), "{}")));

        assertThat(output.path("Payload").toString()).isEqualTo("{\"x\":1}");
        assertThat(output.path("StatusCode").asInt()).isEqualTo(200);
        assertThat(output.path("ExecutedVersion").asText()).isEqualTo("$LATEST");
    }

    @Test
    void task_undefinedOutput_canBeCaught() {
        lab.returning("A", "{}");

        var arn = lab.run(
                machine(
                        "A",
                        task(
                                        "A",
                                        "'Output':'{% $states.result.Payload.no %}','Catch':[{'ErrorEquals':"
                                                + "['States.QueryEvaluationError'],'Next':'B'}],'End':true")
                                + ",'B':{'Type':'Succeed'}"),
                "{}");

        assertThat(lab.describe(arn).status()).isEqualTo(ExecutionStatus.SUCCEEDED);
        assertThat(lab.types(arn)).contains("TaskSucceeded EvaluationFailed TaskStateExited");
    }

    @Test
    void task_resultOverTheLimit_isDataLimitExceeded() {
        lab.returning("A", "\"" + "x".repeat(262_145) + "\"");

        var arn = lab.run(
                machine(
                        "A",
                        task("A", "'Catch':[{'ErrorEquals':['States.ALL'],'Next':'B'}],'End':true")
                                + ",'B':{'Type':'Succeed'}"),
                "{}");

        assertThat(lab.describe(arn).error()).isEqualTo("States.DataLimitExceeded");
    }

    @Test
    void sameSeed_sameHistory() {
        var other = new StatesLab();
        var definition = machine(
                "A",
                task(
                        "A",
                        "'Output':'{% [$uuid(), $random()] %}','Retry':[{'ErrorEquals':['E'],'JitterStrategy':'FULL'}],"
                                + "'End':true"));

        var histories = Stream.of(lab, other)
                .map(each -> each.returning("A", "{}")
                        .history(each.run(definition, "{}"))
                        .toString())
                .toList();

        assertThat(histories.get(0)).isEqualTo(histories.get(1));
    }
}
