/**
 * State machine definitions for Standard workflows written in JSONata.
 *
 * <p>{@link dev.kiln.local.states.StateMachineDefinition} loads the Amazon States Language and refuses, by name and
 * place, what Step Functions would refuse and what is not supported here. The rules follow the Step Functions Developer
 * Guide (https://docs.aws.amazon.com/step-functions/latest/dg/) and the language specification
 * (https://states-language.net/).
 */
package dev.kiln.local.states;
