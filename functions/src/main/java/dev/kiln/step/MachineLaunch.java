package dev.kiln.step;

import dev.kiln.aws.Builders;
import dev.kiln.aws.Disks;
import dev.kiln.aws.Tags;
import dev.kiln.error.CapacityUnavailable;
import dev.kiln.error.ParentUnavailable;
import dev.kiln.error.PipelineException;
import dev.kiln.error.RequestRefused;
import dev.kiln.error.VerificationFailed;
import dev.kiln.guest.UserData;
import dev.kiln.ledger.Ledger;
import dev.kiln.ledger.Resource;
import dev.kiln.ledger.ScarceCall;
import dev.kiln.ledger.TokenBuckets;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Launches the machines of a build. Each launch has a row and, from the row's key, a client token: the same launch
 * asked for twice is one instance. A launch that found no capacity is closed, and the next pair of subnet and type gets
 * a row of its own.
 */
public final class MachineLaunch {
    static final String BUILDER = "builder";
    static final String VERIFIER = "verifier";
    static final String END = "end";
    private static final String KEY = "instance#";
    static final String GENERATION = "generation";
    static final String REDRIVE = "redrive";
    private static final String SUBNET = "subnet";
    private static final String TYPE = "type";
    private static final String GROUP = "securityGroup";
    private static final String PROFILE = "instanceProfile";
    private static final String USER_DATA = "userData";
    private static final String KEY_PAIR = "keyPair";
    private static final String NO_CAPACITY = "no capacity";
    private static final Set<String> IMAGE_GONE = Set.of("InvalidAMIID.NotFound", "InvalidAMIID.Unavailable");

    private static final Duration TOKEN_SURELY_LIVES = Duration.ofHours(1);

    private final Ledger ledger;
    private final Builders builders;
    private final TokenBuckets buckets;
    private final Network network;

    /** Whether a row of the ledger is that of a machine. */
    static boolean isMachine(Resource row) {
        return row.key().startsWith(KEY);
    }

    /** Where machines run, and for which deployment. */
    public record Network(String deployment, List<String> subnetIds, String securityGroupId, String instanceProfile) {
        public Network {
            subnetIds = List.copyOf(subnetIds);
        }
    }

    /**
     * A machine that a build needs.
     *
     * @param generation a machine of an earlier generation does not count
     * @param redrive in each redrive all subnets and types are tried again
     * @param subnets asked when it is launched and not before
     */
    record Wanted(
            String role,
            String buildId,
            String recipe,
            int generation,
            int redrive,
            String imageId,
            Disks disks,
            List<String> instanceTypes,
            Supplier<SubnetOrder> subnets,
            Proof proof) {}

    /**
     * What shows afterwards that the launch agent has done its work at the first start of a machine.
     *
     * @param keyPair that its random password is encrypted for
     * @param userData whether it is given user data, which leaves a mark
     */
    record Proof(Optional<String> keyPair, boolean userData) {
        static final Proof NONE = new Proof(Optional.empty(), false);
    }

    /**
     * A machine with its open row.
     *
     * @param now whether it was launched by this very call
     */
    record Launched(Resource row, String instanceId, boolean now) {
        /** Whether it stood there before this redrive or this build began. */
        boolean earlierThan(Wanted wanted) {
            boolean adopted = row.attributes().containsKey(Machines.ADOPTED_FROM);
            boolean before =
                    !Integer.toString(wanted.redrive()).equals(row.attributes().get(REDRIVE));
            return !now && (adopted || before);
        }
    }

    public MachineLaunch(Ledger ledger, Builders builders, TokenBuckets buckets, Network network) {
        this.ledger = ledger;
        this.builders = builders;
        this.buckets = buckets;
        this.network = network;
    }

    /** The role of the machine that a row stands for. */
    static String role(Resource row) {
        return row.key().split("#", -1)[1];
    }

    /** The machines of a role among the rows of a build, in the order of their launch. */
    static List<Resource> rows(List<Resource> held, String role) {
        return held.stream().filter(r -> r.key().startsWith(KEY + role + "#")).toList();
    }

    /** How many generations were launched in this redrive before the one that is wanted. */
    static long generationsBefore(Wanted wanted, List<Resource> held) {
        return rows(held, wanted.role()).stream()
                .filter(r ->
                        Integer.toString(wanted.redrive()).equals(r.attributes().get(REDRIVE)))
                .map(MachineLaunch::generation)
                .filter(generation -> generation < wanted.generation())
                .distinct()
                .count();
    }

    /**
     * Adopts the machine that is among the rows of the build, or launches one.
     *
     * @return empty while another invocation may be launching it: its answer, good or bad, is left to it
     */
    Optional<Launched> launched(Wanted wanted, List<Resource> held, Instant now) {
        var all = rows(held, wanted.role());
        var current = all.stream()
                .filter(r -> generation(r) == wanted.generation() && r.state() != Resource.State.CLOSED)
                .reduce((earlier, later) -> later);
        if (current.isEmpty()) {
            return launchNext(all, wanted, now);
        }
        var row = current.get();
        return row.resourceId().isPresent()
                ? Optional.of(new Launched(row, row.resourceId().get(), false))
                : launchAgain(row, wanted, now);
    }

    /**
     * Machines of earlier generations were lost or used up: they are ended, and their rows and those of their commands
     * closed, so that the ledger does not say that they are held.
     */
    void retireLost(Wanted wanted, List<Resource> held) {
        rows(held, wanted.role()).stream()
                .filter(r -> r.state() == Resource.State.OPEN && generation(r) < wanted.generation())
                .filter(r ->
                        "terminated".equals(builders.terminate(r.resourceId().orElseThrow())))
                .forEach(r -> closeLost(r, held));
    }

    /** Closes the row of a machine that is gone, and those of its commands. */
    void closeLost(Resource machine, List<Resource> held) {
        close(ledger, machine, held, "lost");
    }

    /** Closes the row of a machine that is gone for some reason, and those of its commands. */
    static void close(Ledger ledger, Resource machine, List<Resource> held, String end) {
        String commands = "command#" + machine.resourceId().orElseThrow() + "#";
        held.stream()
                .filter(r -> r.key().startsWith(commands) && r.state() != Resource.State.CLOSED)
                .forEach(r -> ledger.closed(r, Map.of(END, "its machine was lost")));
        ledger.closed(machine, Map.of(END, end));
    }

    private Optional<Launched> launchNext(List<Resource> all, Wanted wanted, Instant now) {
        int subnets = network.subnetIds().size();
        int pair = (int) all.stream().filter(r -> foundNoCapacity(r, wanted)).count();
        if (pair >= subnets * wanted.instanceTypes().size()) {
            throw new CapacityUnavailable("EC2 has no capacity for a " + wanted.role() + " of any of "
                    + wanted.instanceTypes() + " in any of " + network.subnetIds()
                    + ". No instance was launched. Redrive later, or name more instance types in the recipe.");
        }
        buckets.take(ScarceCall.RUN_INSTANCES, now);
        String subnet = wanted.subnets().get().of(network.subnetIds()).get(pair % subnets);
        // All that can differ is written down with the intent: the same token may only ever be sent with the same
        // values.
        var attributes = new TreeMap<>(Map.of(
                GROUP, network.securityGroupId(),
                PROFILE, network.instanceProfile(),
                GENERATION, Integer.toString(wanted.generation()),
                REDRIVE, Integer.toString(wanted.redrive()),
                SUBNET, subnet,
                TYPE, wanted.instanceTypes().get(pair / subnets)));
        var key = KEY + wanted.role() + "#%03d".formatted(all.size() + 1);
        wanted.proof().keyPair().ifPresent(name -> attributes.put(KEY_PAIR, name));
        if (wanted.proof().userData()) {
            attributes.put(USER_DATA, new UserData(wanted.buildId() + "/" + key).script());
        }
        var intent = ledger.intend(Resource.intended(wanted.buildId(), key, now, attributes));
        return intent.ours() ? launch(intent.row(), wanted, now) : Optional.empty();
    }

    /**
     * How long a client token is remembered is not documented: what an answer that was lost long ago has left is looked
     * for before the launch is sent again.
     */
    private Optional<Launched> launchAgain(Resource row, Wanted wanted, Instant now) {
        buckets.take(ScarceCall.RUN_INSTANCES, now);
        boolean tokenLives = row.intendedAt().plus(TOKEN_SURELY_LIVES).isAfter(now);
        return ledger.renew(row, now)
                .flatMap(renewed -> left(renewed, tokenLives).or(() -> launch(renewed, wanted, now)));
    }

    private Optional<Launched> left(Resource row, boolean tokenLives) {
        return tokenLives
                ? Optional.empty()
                : builders.launched(Tags.LAUNCH, launchTag(row))
                        .map(instance -> new Launched(ledger.opened(row, instance), instance, false));
    }

    private Optional<Launched> launch(Resource row, Wanted wanted, Instant now) {
        try {
            var instance = builders.launch(request(row, wanted));
            if (instance.isPresent()) {
                return Optional.of(new Launched(ledger.opened(row, instance.get()), instance.get(), true));
            }
            ledger.closed(row, Map.of(END, "terminated before its launch was answered"));
        } catch (CapacityUnavailable e) {
            ledger.closed(row, Map.of(END, NO_CAPACITY));
        } catch (RequestRefused e) {
            throw imageGone(row, wanted, e);
        }
        // Somebody else may have launched it meanwhile.
        return launched(wanted, ledger.resources(wanted.buildId()), now);
    }

    /** What is launched from an image that is gone is never launched, so the ledger does not say that it is held. */
    private PipelineException imageGone(Resource row, Wanted wanted, RequestRefused refused) {
        if (!IMAGE_GONE.contains(refused.code())) {
            return refused;
        }
        ledger.closed(row, Map.of(END, "its image is gone"));
        String what = "The image " + wanted.imageId() + " is gone: " + refused.getMessage()
                + ". It has been deregistered, or this account may no longer use it. ";
        return BUILDER.equals(wanted.role())
                ? new ParentUnavailable(
                        what
                                + "It is this build's parent, and no builder launched from it is left. Nothing is held. To do: make it available again, then redrive; or upload the recipe again, which is a new build from the parent that there is then.")
                : new VerificationFailed(
                        what
                                + "It is the image that this build has made, so there is nothing to verify. Nothing is held. To do: upload the recipe again, which is a new build.");
    }

    private Builders.Launch request(Resource row, Wanted wanted) {
        return new Builders.Launch(
                Builders.clientToken(launchTag(row)),
                wanted.imageId(),
                row.attributes().get(TYPE),
                row.attributes().get(SUBNET),
                row.attributes().get(GROUP),
                row.attributes().get(PROFILE),
                wanted.disks(),
                new Builders.FirstStart(
                        Optional.ofNullable(row.attributes().get(KEY_PAIR)),
                        Optional.ofNullable(row.attributes().get(USER_DATA))),
                tags(row, wanted));
    }

    private SortedMap<String, String> tags(Resource row, Wanted wanted) {
        var tags = new TreeMap<>(Tags.of(network.deployment(), wanted.buildId(), wanted.recipe(), wanted.role()));
        tags.put(Tags.LAUNCH, launchTag(row));
        return tags;
    }

    /** What the user data of a machine leaves there; empty when it was given none. */
    static Optional<String> mark(Resource row) {
        return row.attributes().containsKey(USER_DATA) ? Optional.of(launchTag(row)) : Optional.empty();
    }

    /** The subnet that a machine was launched into; empty where its row does not say. */
    static Optional<String> subnet(Resource row) {
        return Optional.ofNullable(row.attributes().get(SUBNET));
    }

    /** Whether the random password of a machine is encrypted for a key pair. */
    static boolean hasKeyPair(Resource row) {
        return row.attributes().containsKey(KEY_PAIR);
    }

    static String launchTag(Resource row) {
        return row.buildId() + "/" + row.key();
    }

    private static boolean foundNoCapacity(Resource row, Wanted wanted) {
        return NO_CAPACITY.equals(row.attributes().get(END))
                && generation(row) == wanted.generation()
                && Integer.toString(wanted.redrive()).equals(row.attributes().get(REDRIVE));
    }

    private static int generation(Resource row) {
        return Integer.parseInt(row.attributes().getOrDefault(GENERATION, "1"));
    }
}
