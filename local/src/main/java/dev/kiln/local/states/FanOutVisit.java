package dev.kiln.local.states;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.kiln.json.PipelineJson;
import software.amazon.awssdk.services.sfn.model.HistoryEventType;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A Parallel or a Map: several branches, all of which must complete. The first failure aborts the others. */
abstract class FanOutVisit extends Visit {
    /**
     * What one branch is to run.
     *
     * @param mapContext the {@code Map} member of its context object; empty in a Parallel
     */
    record Work(StateGraph graph, JsonNode input, Map<String, Object> mapContext) {}

    private final List<Child> children = new ArrayList<>();
    private final State.Leaving leaving;
    private int concurrency;
    private boolean outOfData;

    FanOutVisit(Entry entry, State state, State.Leaving leaving) {
        super(entry, state);
        this.leaving = leaving;
    }

    /** Evaluates the state's fields, writes that it started, and says what the branches are to run. */
    abstract List<Work> prepare();

    /** What the branch of a number runs. */
    abstract StateGraph graph(int index);

    /** How many branches may run at once; asked after {@link #prepare}. */
    abstract int concurrency();

    void childStarted(Branch child, int index) {}

    void childSucceeded(Branch child, int index) {}

    void childFailed(Branch child, int index) {}

    void childAborted(Branch child, int index) {}

    @Override
    final void run() {
        children.clear();
        outOfData = false;
        for (var work : prepare()) {
            children.add(new Child(children.size(), work));
        }
        concurrency = concurrency();
        startMore(branch().lastEvent());
    }

    /** Only what did not complete runs again, unless the data grew too large, which needs the whole state anew. */
    @Override
    final void resume() {
        if (children.isEmpty() || outOfData) {
            super.resume();
            return;
        }
        resetRetries();
        attempt(() -> startMore(branch().lastEvent()));
    }

    @Override
    final Optional<BranchState.FanOut> branchesOnFile() {
        return children.isEmpty()
                ? Optional.empty()
                : Optional.of(new BranchState.FanOut(
                        concurrency,
                        outOfData,
                        children.stream().map(Child::onFile).toList()));
    }

    @Override
    final void restore(BranchState.Entered onFile) {
        onFile.fanOut().ifPresent(inside -> {
            concurrency = inside.concurrency();
            outOfData = inside.outOfData();
            for (var branch : inside.branches()) {
                var child = new Child(children.size(), work(children.size(), branch));
                child.restore(branch);
                children.add(child);
            }
        });
    }

    private Work work(int index, BranchState.Inner onFile) {
        var context = new LinkedHashMap<String, Object>();
        PipelineJson.tree(onFile.mapContext())
                .properties()
                .forEach(member -> context.put(member.getKey(), Plain.of(member.getValue())));
        return new Work(graph(index), PipelineJson.tree(onFile.input()), context);
    }

    @Override
    final void freeze() {
        children.stream().filter(child -> child.active).forEach(Child::freeze);
    }

    @Override
    final void abortNested() {
        children.stream().filter(child -> child.active).forEach(Child::abort);
    }

    /** Starts as many branches as may run at once; their first events follow the one that made room for them. */
    private void startMore(long cause) {
        long active = children.stream().filter(child -> child.active).count();
        for (var child : children) {
            if (active < concurrency && !child.active && child.output.isEmpty()) {
                child.begin(cause);
                active++;
            }
        }
        if (children.stream().allMatch(child -> child.output.isPresent())) {
            succeed();
        }
    }

    private void succeed() {
        var result = JsonNodeFactory.instance.arrayNode();
        children.forEach(child -> child.output.ifPresent(result::add));
        try {
            Limits.checked(state().name(), result);
            branch().note(HistoryEventType.fromValue(state().type() + "StateSucceeded"), Details.none());
            leave(leaving, resultEvaluator(result), result);
        } catch (StateFailure e) {
            outOfData = e.failure().is(Failure.DATA_LIMIT);
            throw e;
        }
    }

    @Override
    final void givenUp() {
        branch().record(HistoryEventType.fromValue(state().type() + "StateFailed"), Details.none());
    }

    /** One of the branches. */
    private final class Child implements Branch.Ending {
        private final int index;
        private final Work work;
        private Optional<Branch> running = Optional.empty();
        private Optional<JsonNode> output = Optional.empty();
        private boolean active;

        Child(int index, Work work) {
            this.index = index;
            this.work = work;
        }

        void begin(long cause) {
            active = true;
            if (running.isPresent()) {
                running.get().follow(cause);
                running.get().resume();
                return;
            }
            var fresh = fresh();
            fresh.follow(cause);
            running = Optional.of(fresh);
            childStarted(fresh, index);
            fresh.start(work.input());
        }

        private Branch fresh() {
            return new Branch(
                    branch().execution(), work.graph(), Optional.of(branch().scope()), work.mapContext(), this);
        }

        BranchState.Inner onFile() {
            return new BranchState.Inner(
                    PipelineJson.write(work.input()),
                    PipelineJson.write(Plain.json(work.mapContext())),
                    active,
                    output.map(PipelineJson::write),
                    output.isPresent() ? Optional.empty() : running.map(Branch::state));
        }

        void restore(BranchState.Inner onFile) {
            active = onFile.active();
            output = onFile.output().map(PipelineJson::tree);
            running = onFile.branch().map(place -> {
                var restored = fresh();
                restored.restore(place);
                return restored;
            });
        }

        void freeze() {
            active = false;
            running.ifPresent(Branch::freeze);
        }

        /** Aborts it because of another one's failure, which its last events then follow. */
        void abortAfter(long cause) {
            running.ifPresent(child -> child.follow(cause));
            abort();
        }

        void abort() {
            active = false;
            running.ifPresent(child -> {
                child.abort();
                childAborted(child, index);
            });
        }

        @Override
        public void completed(JsonNode result) {
            active = false;
            output = Optional.of(result);
            running.ifPresent(child -> {
                long last = child.lastEvent();
                childSucceeded(child, index);
                branch().follow(child.lastEvent());
                attempt(() -> startMore(last));
            });
        }

        @Override
        public void failed(Failure failure) {
            active = false;
            outOfData = failure.is(Failure.DATA_LIMIT);
            running.ifPresent(child -> {
                child.freeze();
                childFailed(child, index);
                branch().follow(child.lastEvent());
            });
            children.stream().filter(child -> child.active).forEach(child -> child.abortAfter(branch().lastEvent()));
            fail(failure);
        }
    }
}
