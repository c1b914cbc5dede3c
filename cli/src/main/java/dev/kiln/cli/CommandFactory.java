package dev.kiln.cli;

import dev.kiln.cli.stack.StackConnection;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes the commands and what they share; the way to AWS is given to those that go it. */
final class CommandFactory implements IFactory {
    private final IFactory others = CommandLine.defaultFactory();
    private final StackConnection connection;

    CommandFactory(StackConnection connection) {
        this.connection = connection;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        return type == StackOption.class ? type.cast(new StackOption(connection)) : others.create(type);
    }
}
