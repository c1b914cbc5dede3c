/**
 * A Step Functions engine for Standard workflows written in JSONata, as a library: a definition, functions by ARN and a
 * clock go in, executions with their histories come out.
 *
 * <p>{@link dev.kiln.local.states.StateMachineDefinition} loads the Amazon States Language and refuses, by name and
 * place, what Step Functions would refuse and what is not supported here. {@link dev.kiln.local.states.LocalStates} is
 * the entry point: it is an {@code SfnClient}, so code written against AWS runs against it unchanged.
 *
 * <p>Inside, an {@code Execution} owns a tree of {@code Branch}es. A branch is one thread through a graph of states: it
 * is in at most one state, and its {@code Visit} knows what that state waits for. A visit that was entered and not left
 * when the execution closed is what a redrive resumes. Every transition is an event of the account's timeline; nothing
 * here looks at another clock or draws from another source of randomness than those it was given.
 *
 * <p>The rules follow the Step Functions Developer Guide (https://docs.aws.amazon.com/step-functions/latest/dg/) and
 * the language specification (https://states-language.net/).
 */
package dev.kiln.local.states;
