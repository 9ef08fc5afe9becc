package energy.peerwatt.servers;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * One Kafka node (KRaft, broker and controller) in a JVM of its own, from the jars that {@code local-stack/broker}
 * collects, so that its classes never mix with the clients'.
 */
public final class KafkaBroker implements RunningServer {
    private static final Duration START_LIMIT = Duration.ofSeconds(90);
    /** Logged by the broker when it takes requests; its port is open before that. */
    private static final String STARTED = "Kafka Server started";

    private final ChildProcess process;
    private final int port;
    private final Optional<Path> temporary;

    private KafkaBroker(ChildProcess process, int port, Optional<Path> temporary) {
        this.process = process;
        this.port = port;
        this.temporary = temporary;
    }

    /** On free ports; its data goes when it is closed, at the latest with this JVM. */
    public static KafkaBroker temporary() {
        Path folder = TemporaryFolders.create("kafka");
        KafkaBroker broker = start(folder, FreePorts.draw(), FreePorts.draw(), Optional.of(folder));
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "stop-kafka"));
        return broker;
    }

    /**
     * Keeps its data in {@code folder} and goes on with what is there.
     *
     * @param port of the clients, 0 for a free one
     * @param controllerPort of the node itself, 0 for a free one
     */
    public static KafkaBroker at(Path folder, int port, int controllerPort) {
        return start(folder, FreePorts.orDrawn(port), FreePorts.orDrawn(controllerPort), Optional.empty());
    }

    private static KafkaBroker start(Path folder, int port, int controllerPort, Optional<Path> temporary) {
        Path jars = jars();
        try {
            Path data = Files.createDirectories(folder.resolve("data"));
            Path settings = folder.resolve("server.properties");
            Files.writeString(settings, settings(port, controllerPort, data));
            if (!Files.exists(data.resolve("meta.properties"))) {
                format(jars, folder, settings);
            }
            Path log = folder.resolve("broker.log");
            Files.deleteIfExists(log);
            ChildProcess process = ChildProcess.start(
                    "kafka", java(jars, "-Xmx320m", "kafka.Kafka", settings.toString()), Map.of(), folder, log);
            process.awaitReady(START_LIMIT, () -> LogTail.contains(log, STARTED));
            return new KafkaBroker(process, port, temporary);
        } catch (IOException e) {
            throw new ServerFailure("Kafka did not start: " + e.getMessage(), e);
        }
    }

    private static Path jars() {
        Path folder = RepositoryRoot.find().resolve("local-stack/broker/target/lib");
        if (!Files.isDirectory(folder)) {
            throw new ServerFailure("the broker's jars are not in " + folder
                    + "; build them: mvn -pl local-stack/broker generate-resources");
        }
        return folder;
    }

    private static List<String> java(Path jars, String memory, String... mainAndArguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                memory,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Djava.net.preferIPv4Stack=true",
                "-Dorg.slf4j.simpleLogger.logFile=System.out",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS",
                "-cp",
                jars + "/*"));
        command.addAll(List.of(mainAndArguments));
        return command;
    }

    private static void format(Path jars, Path folder, Path settings) throws IOException {
        Path log = folder.resolve("format.log");
        List<String> command = java(
                jars,
                "-Xmx64m",
                "kafka.tools.StorageTool",
                "format",
                "--standalone",
                "-t",
                clusterId(),
                "-c",
                settings.toString());
        Process format = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (!format.waitFor(60, TimeUnit.SECONDS) || format.exitValue() != 0) {
                format.destroyForcibly();
                throw new ServerFailure("Kafka's folder cannot be formatted:\n" + LogTail.of(log, 15));
            }
        } catch (InterruptedException e) {
            format.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new ServerFailure("interrupted while Kafka's folder was being formatted", e);
        }
    }

    /** Kafka writes its ids as unpadded base 64 of a UUID. */
    private static String clusterId() {
        UUID id = UUID.randomUUID();
        ByteBuffer bytes = ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits() & Long.MAX_VALUE)
                .putLong(id.getLeastSignificantBits());
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    private static String settings(int port, int controllerPort, Path data) {
        return """
                process.roles=broker,controller
                node.id=1
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                controller.listener.names=CONTROLLER
                controller.quorum.bootstrap.servers=127.0.0.1:%2$d
                log.dirs=%3$s
                num.partitions=1
                default.replication.factor=1
                min.insync.replicas=1
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=3
                transaction.state.log.replication.factor=1
                transaction.state.log.num.partitions=3
                transaction.state.log.min.isr=1
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                group.initial.rebalance.delay.ms=0
                auto.create.topics.enable=true
                num.network.threads=2
                num.io.threads=4
                num.recovery.threads.per.data.dir=1
                log.cleaner.dedupe.buffer.size=8388608
                log.segment.bytes=67108864
                controlled.shutdown.enable=true
                """.formatted(port, controllerPort, data);
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    @Override
    public ProcessHandle handle() {
        return process.handle();
    }

    @Override
    public synchronized void close() {
        process.close();
        temporary.ifPresent(TemporaryFolders::delete);
    }
}
