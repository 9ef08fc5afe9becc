package energy.peerwatt.settlement.ledger.domain;

import energy.peerwatt.messages.id.GridEventId;
import energy.peerwatt.messages.time.Slot;

/** Why money moved. A cause is posted at most once. */
public sealed interface Cause {
    /** Kind and id are unique together. */
    String kind();

    String id();

    /** A revision of a slot's settlement. */
    record SlotSettled(Slot slot, int revision) implements Cause {
        @Override
        public String kind() {
            return "slot";
        }

        @Override
        public String id() {
            return slot.start() + "/" + revision;
        }
    }

    /** What the demand-response fund pays for an event. */
    record ResponseSettled(GridEventId event) implements Cause {
        @Override
        public String kind() {
            return "response";
        }

        @Override
        public String id() {
            return event.toString();
        }
    }

    /**
     * An event of the escrow contract.
     *
     * @param position block hash and index of the log
     * @param time how often its block has become canonical, from 1 (a reorganisation may take it out and back in)
     */
    record ChainEvent(String position, int time) implements Cause {
        @Override
        public String kind() {
            return "chain";
        }

        @Override
        public String id() {
            return position + "/" + time;
        }
    }

    /** A reorganisation of the chain took the event's block out again. */
    record ChainEventOrphaned(ChainEvent event) implements Cause {
        @Override
        public String kind() {
            return "chain-orphaned";
        }

        @Override
        public String id() {
            return event.id();
        }
    }
}
