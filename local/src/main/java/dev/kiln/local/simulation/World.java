package dev.kiln.local.simulation;

import dev.kiln.local.account.LocalAccount;
import dev.kiln.local.lambda.Sandbox;
import dev.kiln.local.states.Invocation;
import dev.kiln.local.time.RandomSource;
import dev.kiln.local.time.Timeline;
import dev.kiln.local.windows.Expectations;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** One account with everything in it and around it that one seed decides. */
final class World implements AutoCloseable {
    static final Instant START = Instant.parse("2026-11-25T09:00:00Z");

    private final FaultPlan plan;
    private final Workload workload;
    private final Trace trace;
    private final Dice dice;
    private final Hands hands = new Hands();
    private final Violations violations;
    private final LocalAccount account;
    private final Strangers strangers;
    private final Desk desk;
    private final Uploads uploads;
    private final Operators operators;
    private final FaultySurroundings surroundings;
    private final Resumes resumes = new Resumes();
    private final List<Invariant> invariants;

    World(long seed, Options options) {
        var random = new RandomSource(seed);
        this.plan = FaultPlan.draw(options.preset(), random.fork("plan"));
        this.workload = Workload.draw(random.fork("workload"), plan.lasting());
        var timeline = new Timeline(START);
        this.trace = new Trace(timeline, options.traceLines());
        this.dice = new Dice(plan, random.fork("dice"), trace);
        this.violations = new Violations(trace);
        var invocations = new Invocations(timeline, dice);
        var births = new Births(timeline);
        var faults = new ArrayList<CallFault>();
        var witnesses = new ArrayList<Witness>(List.of(births));
        this.account = LocalAccount.onMemoryTables(
                timeline,
                random.fork("account"),
                new SimulatedCalls(invocations, faults, witnesses)::around,
                invocations);
        this.strangers = new Strangers(account);
        this.desk = new Desk(account, hands, trace);
        this.uploads = new Uploads(workload, account, desk);
        this.operators =
                new Operators(account, desk, dice, random.fork("operators"), workload.recipes(), plan.operatorEvery());
        this.surroundings = new FaultySurroundings(account, dice);
        var lostTokens = new LostTokens(account, dice);
        this.invariants = invariants(lostTokens, invocations);
        witnesses.addAll(List.of(lostTokens, resumes));
        witnesses.addAll(invariants);
        faults.addAll(List.of(
                new KilledFunctions(dice),
                new FailingCalls(dice),
                new EventualConsistency(births, dice),
                new StolenNames(strangers, dice),
                new DelayedCalls(timeline, invocations, dice)));
        invocations.listen((call, ended) -> invoked(witnesses, call, ended));
        account.lambda().sandbox(invocations);
        account.bus().listen(event -> witnesses.forEach(witness -> witness.event(event)));
        account.bus().delivery(new FaultyDelivery(dice));
        account.nodes().commandFaults(new FaultyGuests(dice));
        timeline.watch((at, what) -> trace.line(what));
    }

    private void invoked(List<Witness> witnesses, Sandbox.Call call, Invocation ended) {
        trace.line(call.function()
                + switch (ended) {
                    case Invocation.Returned good -> " returned " + good.payloadJson();
                    case Invocation.Raised bad -> " raised " + bad.errorType() + " " + shortened(bad.payloadJson());
                });
        witnesses.forEach(witness -> witness.invoked(call, ended));
    }

    private static String shortened(String text) {
        return text.substring(0, Math.min(300, text.length())).replace('\n', ' ');
    }

    private List<Invariant> invariants(LostTokens lostTokens, Invocations invocations) {
        return List.of(
                new AtMostOneRunningBuilderPerBuild(violations, account, hands),
                new AtMostOneImagePerBuild(violations),
                new NoSealedSourceIsStarted(violations, account),
                new NoImageOfAMachineNotProvenGeneralized(violations, account),
                new NoImageOfARunningMachine(violations, account),
                new NoStepAppliedTwiceOnOneBuilder(violations),
                new NoCommandIsSentTwice(violations),
                new EveryResourceHasARowWrittenBefore(violations, account),
                new NothingUntagged(violations),
                new NoStrangerTouched(violations, account),
                new NoMachineInUseIsRemoved(violations, account),
                new NoImageDeregisteredByAFailure(violations, account),
                new NoImageOfOursIsCalledAStrangers(violations, account),
                new NoActionBeforeItsToken(violations, invocations),
                new NoWaitWithoutALook(violations, account, lostTokens));
    }

    /** Everything that happens by itself begins. */
    void begin() {
        strangers.moveIn();
        workload.recipes()
                .forEach(recipe -> account.nodes().expect(recipe.name(), Expectations.read(recipe.expectations())));
        uploads.begin();
        operators.begin();
        surroundings.begin();
    }

    /** From now on nothing goes wrong any more, and what went wrong outside of Kiln is mended. */
    void heal() {
        trace.line("EVERYTHING HEALS");
        dice.heal();
        surroundings.heal();
        strangers.relent();
        workload.recipes().forEach(recipe -> account.nodes().expect(recipe.name(), Expectations.NONE));
        workload.recipes().forEach(desk::delete);
    }

    /** How often each invariant has been checked. */
    SortedMap<String, Long> checks() {
        var checks = new TreeMap<String, Long>();
        invariants.forEach(invariant -> checks.put(invariant.getClass().getSimpleName(), invariant.checks()));
        return checks;
    }

    FaultPlan plan() {
        return plan;
    }

    Trace trace() {
        return trace;
    }

    Dice dice() {
        return dice;
    }

    Hands hands() {
        return hands;
    }

    Violations violations() {
        return violations;
    }

    LocalAccount account() {
        return account;
    }

    Strangers strangers() {
        return strangers;
    }

    Desk desk() {
        return desk;
    }

    Uploads uploads() {
        return uploads;
    }

    Resumes resumes() {
        return resumes;
    }

    @Override
    public void close() {
        account.close();
    }
}
