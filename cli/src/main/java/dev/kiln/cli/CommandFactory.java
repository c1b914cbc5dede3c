package dev.kiln.cli;

import dev.kiln.cli.cdk.CdkProject;
import dev.kiln.cli.cdk.Programs;
import dev.kiln.cli.stack.StackConnection;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/** Makes the commands and what they share; the ways to AWS are given to those that go them. */
final class CommandFactory implements IFactory {
    private final IFactory others = CommandLine.defaultFactory();
    private final StackConnection connection;
    private final CdkProject project;
    private final Programs programs;

    CommandFactory(StackConnection connection, CdkProject project, Programs programs) {
        this.connection = connection;
        this.project = project;
        this.programs = programs;
    }

    @Override
    public <K> K create(Class<K> type) throws Exception {
        if (type == StackOption.class) {
            return type.cast(new StackOption(connection));
        }
        return type == CdkOptions.class ? type.cast(new CdkOptions(project, programs)) : others.create(type);
    }
}
