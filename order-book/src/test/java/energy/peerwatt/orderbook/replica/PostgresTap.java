package energy.peerwatt.orderbook.replica;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * A door to PostgreSQL that can be made to stand still at a step of the write path: then nothing passes any more, on no
 * connection and in no direction, until it is released. A statement that is held was not executed; an answer that is held
 * belongs to one that was.
 */
final class PostgresTap implements AutoCloseable {
    private final ServerSocket door;
    private final int server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<String> answers = new CopyOnWriteArrayList<>();
    private @Nullable WriteStep armed;
    private boolean still;
    private volatile boolean away;

    PostgresTap(int server) {
        this.server = server;
        try {
            door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::letIn);
    }

    int port() {
        return door.getLocalPort();
    }

    /** Stand still at this step, the next time that it is reached. */
    synchronized void arm(WriteStep step) {
        armed = step;
        answers.clear();
    }

    synchronized boolean standsStill() {
        return still;
    }

    /** Lets everything pass again and stops at nothing. */
    synchronized void release() {
        armed = null;
        still = false;
        notifyAll();
    }

    /** As if the server were gone: all connections end, and no new one comes about until it is back. */
    void goAway() {
        away = true;
        open.forEach(this::close);
    }

    void comeBack() {
        away = false;
    }

    /** What PostgreSQL answered to moves of the offset since the tap was armed, such as {@code UPDATE 1}. */
    List<String> answersToMoves() {
        return List.copyOf(answers);
    }

    private void letIn() {
        while (!door.isClosed()) {
            try {
                Socket service = door.accept();
                if (away) {
                    service.close();
                    continue;
                }
                Socket database = new Socket(InetAddress.getLoopbackAddress(), server);
                service.setTcpNoDelay(true);
                database.setTcpNoDelay(true);
                open.add(service);
                open.add(database);
                Connection connection = new Connection(service, database);
                Thread.ofVirtual().start(() -> connection.pass(service, database, connection::statement));
                Thread.ofVirtual().start(() -> connection.pass(database, service, connection::answer));
            } catch (IOException closed) {
                return;
            }
        }
    }

    /** @return false if nothing may pass any more: what is held when the tap closes is dropped */
    private synchronized boolean mayPass() throws InterruptedException {
        while (still && !door.isClosed()) {
            wait();
        }
        return !door.isClosed();
    }

    private synchronized void standStill() {
        still = true;
        armed = null;
        notifyAll();
    }

    private synchronized Optional<WriteStep> reached(String sql, List<String> before) {
        return Optional.ofNullable(armed).filter(step -> step.matches(sql, before));
    }

    /** One connection of the service; what it remembers belongs to the thread of the service's direction. */
    private final class Connection {
        private final Socket service;
        private final Socket database;
        private final Map<String, String> prepared = new HashMap<>();
        private final List<String> transaction = new ArrayList<>();
        private volatile boolean holdNextAnswer;
        private volatile boolean noteNextAnswer;

        Connection(Socket service, Socket database) {
            this.service = service;
            this.database = database;
        }

        interface Gate {
            void look(WireMessage message);
        }

        void pass(Socket from, Socket to, Gate gate) {
            try (DataInputStream in = new DataInputStream(new BufferedInputStream(from.getInputStream()))) {
                OutputStream out = to.getOutputStream();
                boolean first = from == service;
                while (true) {
                    Optional<WireMessage> message = WireMessage.read(in, first);
                    if (message.isEmpty()) {
                        return;
                    }
                    first = false;
                    if (!mayPass()) {
                        return;
                    }
                    gate.look(message.get());
                    if (!mayPass()) {
                        return;
                    }
                    out.write(message.get().bytes());
                    out.flush();
                }
            } catch (IOException gone) {
                // One of both has ended, so the other is told.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                close(service);
                close(database);
            }
        }

        void statement(WireMessage message) {
            if (message.isParse()) {
                prepared.put(message.text(0), message.text(1));
            } else if (message.isQuery()) {
                execute(message.text(0));
            } else if (message.isBind()) {
                execute(prepared.getOrDefault(message.text(1), ""));
            }
        }

        private void execute(String sql) {
            if (sql.equals("BEGIN")) {
                transaction.clear();
                return;
            }
            noteNextAnswer = WriteStep.DECIDED.matches(sql, transaction);
            reached(sql, transaction).ifPresent(step -> {
                switch (step.hold()) {
                    case STATEMENT -> standStill();
                    case ANSWER -> holdNextAnswer = true;
                }
            });
            transaction.add(sql);
        }

        void answer(WireMessage message) {
            if (!message.isCommandComplete()) {
                return;
            }
            if (noteNextAnswer) {
                noteNextAnswer = false;
                answers.add(message.text(0));
            }
            if (holdNextAnswer) {
                holdNextAnswer = false;
                standStill();
            }
        }
    }

    private void close(Socket socket) {
        open.remove(socket);
        try {
            socket.close();
        } catch (IOException alreadyClosed) {
            // As wanted.
        }
    }

    @Override
    public void close() {
        try {
            door.close();
        } catch (IOException alreadyClosed) {
            // As wanted.
        }
        open.forEach(this::close);
        release();
    }
}
