package dev.kiln.local.simulation;

import dev.kiln.local.account.LocalAccount;
import dev.kiln.local.time.RandomSource;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** People who do something at random moments: sensible things mostly, and sometimes not. */
final class Operators {
    private final LocalAccount account;
    private final Desk desk;
    private final Dice dice;
    private final RandomSource random;
    private final List<Workload.Recipe> recipes;
    private final Duration every;

    /** Something that an operator may do; it looks itself whether there is anything to do it to. */
    private interface Deed {
        void doIt();
    }

    Operators(
            LocalAccount account,
            Desk desk,
            Dice dice,
            RandomSource random,
            List<Workload.Recipe> recipes,
            Duration every) {
        this.account = account;
        this.desk = desk;
        this.dice = dice;
        this.random = random;
        this.recipes = recipes;
        this.every = every;
    }

    void begin() {
        var delay = random.between(Duration.ZERO, every.multipliedBy(2));
        account.timeline().after(delay, "an operator looks", () -> {
            if (!dice.healed()) {
                pick(deeds()).ifPresent(Deed::doIt);
                begin();
            }
        });
    }

    /** What is listed more than once is done more often. */
    private List<Deed> deeds() {
        return List.of(
                this::redrive,
                this::redrive,
                this::redrive,
                this::cancel,
                this::startAnew,
                this::repair,
                this::fork,
                desk::deploy,
                () -> builder("running").ifPresent(desk::terminate),
                () -> builder("running").ifPresent(desk::stop),
                () -> builder("stopped").ifPresent(desk::start));
    }

    private void redrive() {
        ended().ifPresent(desk::redrive);
    }

    private void cancel() {
        pick(desk.executions().stream()
                        .filter(e -> "RUNNING".equals(e.statusAsString()))
                        .toList())
                .map(ExecutionListItem::name)
                .ifPresent(desk::cancel);
    }

    private void repair() {
        ended().ifPresent(desk::repair);
    }

    private void fork() {
        ended().ifPresent(build -> recipes.stream()
                .filter(recipe -> build.startsWith(recipe.name() + "-"))
                .findFirst()
                .ifPresent(recipe -> desk.fork(build, recipe)));
    }

    private void startAnew() {
        ended().ifPresent(desk::startAnew);
    }

    /** A build that ended badly. */
    private Optional<String> ended() {
        return pick(desk.executions().stream()
                        .filter(e -> !List.of("RUNNING", "SUCCEEDED").contains(e.statusAsString()))
                        .toList())
                .map(ExecutionListItem::name);
    }

    private Optional<String> builder(String state) {
        return pick(Machines.ours(account).stream()
                        .filter(i -> Machines.tag(i, "kiln:role")
                                .filter("builder"::equals)
                                .isPresent())
                        .filter(i -> state.equals(i.state().nameAsString()))
                        .toList())
                .map(Instance::instanceId);
    }

    private <T> Optional<T> pick(List<T> from) {
        return from.isEmpty() ? Optional.empty() : Optional.of(from.get(random.nextInt(from.size())));
    }
}
