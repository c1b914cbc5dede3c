package dev.kiln.recipe;

import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.ParserException;
import org.snakeyaml.engine.v2.parser.Parser;

/** Stops a parser at texts that are nested so deep that composing them would exhaust the stack. */
final class DepthLimit implements Parser {
    private static final int DEEPEST = 20;

    private final Parser parser;
    private int depth;

    DepthLimit(Parser parser) {
        this.parser = parser;
    }

    @Override
    public boolean checkEvent(Event.ID choice) {
        return parser.checkEvent(choice);
    }

    @Override
    public Event peekEvent() {
        return parser.peekEvent();
    }

    @Override
    public boolean hasNext() {
        return parser.hasNext();
    }

    @Override
    public Event next() {
        var event = parser.next();
        depth += change(event.getEventId());
        if (depth > DEEPEST) {
            throw new ParserException("the text is nested deeper than " + DEEPEST + " levels", event.getStartMark());
        }
        return event;
    }

    private static int change(Event.ID event) {
        if (event == Event.ID.MappingStart || event == Event.ID.SequenceStart) {
            return 1;
        }
        return event == Event.ID.MappingEnd || event == Event.ID.SequenceEnd ? -1 : 0;
    }
}
