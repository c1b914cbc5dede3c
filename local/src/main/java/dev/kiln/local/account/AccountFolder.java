package dev.kiln.local.account;

import dev.kiln.handler.Pipeline;
import dev.kiln.json.PipelineJson;
import dev.kiln.local.deployment.Deployment;
import dev.kiln.local.dynamo.LocalDynamo;
import dev.kiln.local.time.RandomSource;
import dev.kiln.local.time.Timeline;
import dev.kiln.step.Steps;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Comparator;
import java.util.function.Function;

/**
 * A local account on file: DynamoDB's tables, and everything else as one JSON. It is written each time an execution has
 * come further, so that what a process leaves that is killed is enough to redrive what ran in it.
 */
public final class AccountFolder {
    private static final String STATE = "account.json";
    private static final String DYNAMO = "dynamodb";
    private static final String LOCK = "lock";

    private final Path folder;
    private final AccountJson json = new AccountJson();

    public AccountFolder(Path folder) {
        this.folder = folder;
    }

    /** Another process has the account open; the message says so to people. */
    public static final class InUse extends RuntimeException {
        private static final long serialVersionUID = 1L;

        InUse(Path folder) {
            super("The local account in " + folder
                    + " is in use by another kiln. Wait for it to end, or use another folder with --account.");
        }
    }

    /** Whether there is an account. */
    public boolean exists() {
        return Files.isDirectory(folder.resolve(DYNAMO));
    }

    /**
     * Opens the account, makes it when there is none, works with it, and saves it afterwards whatever happened.
     *
     * @param realNow virtual time never lies behind real time, and never goes back
     * @throws InUse when another process has it open
     */
    public <T> T with(Instant realNow, Function<LocalAccount, T> work) {
        return locked(() -> {
            var state = read(realNow);
            var start = state.now().isAfter(realNow) ? state.now() : realNow;
            var random = new RandomSource(1).fork("opening " + state.openings());
            // Counted before anything is made: after a process that was killed, the same names must not be drawn again.
            var opened = state.opened(start);
            write(opened);
            try (var account = new LocalAccount(
                    new Timeline(start), random, LocalDynamo.onFile(dynamoFolder(), LocalAccount.tables()))) {
                account.restore(opened);
                new Abandoned(account.records(), opened::hasExecution).close(start);
                var saving = new Saving(account.timeline(), () -> write(account.state(opened.openings())));
                account.states().whenProgressed(saving::plan);
                try {
                    return work.apply(account);
                } finally {
                    saving.now();
                }
            }
        });
    }

    /**
     * Reads what builds have left, without the rest of the account. A build whose process was killed is recorded as
     * ended, at a time that is not before its beginning.
     *
     * @throws InUse when another process has it open
     */
    public <T> T reading(Instant realNow, Function<Steps.Records, T> work) {
        return locked(() -> {
            try (var dynamo = LocalDynamo.onFile(dynamoFolder(), LocalAccount.tables())) {
                var records = Pipeline.records(Deployment.synthesised().settings(), dynamo.client());
                new Abandoned(records, id -> read(realNow).hasExecution(id)).close(realNow);
                return work.apply(records);
            }
        });
    }

    /** What time it is in the account when it is opened: real time, or later if more has passed in it. */
    public Instant now(Instant realNow) {
        var closed = read(realNow).now();
        return closed.isAfter(realNow) ? closed : realNow;
    }

    /** Deletes the account with all that is in it. */
    public void delete() {
        locked(() -> {
            try (var files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder()).forEach(AccountFolder::delete);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return true;
        });
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Work<T> {
        T run();
    }

    private <T> T locked(Work<T> work) {
        try {
            Files.createDirectories(folder);
            try (var channel = FileChannel.open(
                            folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    var lock = channel.tryLock()) {
                if (lock == null) {
                    throw new InUse(folder);
                }
                return work.run();
            }
        } catch (OverlappingFileLockException e) {
            throw new InUse(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path dynamoFolder() {
        return folder.resolve(DYNAMO);
    }

    private AccountState read(Instant now) {
        Path file = folder.resolve(STATE);
        try {
            return Files.exists(file)
                    ? PipelineJson.read(Files.readString(file), AccountState.class)
                    : AccountState.empty(now);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Through a second file, so that a process that is killed leaves the old state whole. */
    private void write(AccountState state) {
        try {
            Path fresh = folder.resolve(STATE + ".new");
            try (var to = Files.newOutputStream(fresh)) {
                json.write(state, to);
            }
            Files.move(
                    fresh, folder.resolve(STATE), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
