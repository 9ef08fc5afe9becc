package energy.peerwatt.metergateway.link.domain;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The last exchanges of a bus. For any number of threads. */
public final class FrameLog {
    private static final int REMEMBERED = 50;

    private final Deque<Frame> frames = new ArrayDeque<>();

    public synchronized void add(Frame frame) {
        if (frames.size() == REMEMBERED) {
            frames.removeFirst();
        }
        frames.addLast(frame);
    }

    /** The oldest first. */
    public synchronized List<Frame> frames() {
        return List.copyOf(frames);
    }
}
