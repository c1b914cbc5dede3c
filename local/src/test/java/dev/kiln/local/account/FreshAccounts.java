package dev.kiln.local.account;

import dev.kiln.local.deployment.Deployment;
import dev.kiln.local.dynamo.LocalDynamo;
import dev.kiln.local.fault.Calls;
import dev.kiln.local.time.RandomSource;
import dev.kiln.local.time.Timeline;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

import java.util.ArrayList;
import java.util.List;

/**
 * Accounts one after the other on one DynamoDB Local, because a server takes longer to start than a build to run. Each
 * account finds empty tables; the one before it is gone. Register it in a static field.
 */
final class FreshAccounts implements BeforeAllCallback, AfterEachCallback {
    private final List<AccountLab> labs = new ArrayList<>();
    private LocalDynamo server;

    @Override
    public void beforeAll(ExtensionContext context) {
        server = context.getRoot()
                .getStore(ExtensionContext.Namespace.create(FreshAccounts.class))
                .computeIfAbsent(LocalDynamo.class, key -> LocalDynamo.inMemory(List.of()), LocalDynamo.class);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        labs.forEach(AccountLab::close);
        labs.clear();
    }

    /** An account in which this stands between the functions and the services. It is closed after the test. */
    AccountLab lab(long seed, Calls calls) {
        var client = server.client();
        client.listTables().tableNames().forEach(name -> client.deleteTable(r -> r.tableName(name)));
        LocalAccount.tables().forEach(client::createTable);
        var timeline = new Timeline(AccountLab.START);
        var lab = new AccountLab(new LocalAccount(
                timeline, new RandomSource(seed), client, () -> {}, Deployment.synthesised(), calls::around, timeline));
        labs.add(lab);
        return lab;
    }

    /** The same without DynamoDB Local, for hundreds of them; whoever makes one closes it. */
    static AccountLab onMemoryTables(long seed, Calls calls) {
        var timeline = new Timeline(AccountLab.START);
        return new AccountLab(LocalAccount.onMemoryTables(timeline, new RandomSource(seed), calls::around, timeline));
    }
}
