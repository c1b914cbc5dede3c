package dev.kiln.local.states;

import dev.kiln.local.time.RandomSource;
import dev.kiln.local.time.Timeline;

/** What all executions of an account share. */
record Engine(
        Timeline timeline,
        RandomSource random,
        FunctionInvoker functions,
        ExecutionEvents events,
        Expressions expressions,
        TaskTokens tokens,
        Progress progress) {}
