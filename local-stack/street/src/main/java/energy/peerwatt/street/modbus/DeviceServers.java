package energy.peerwatt.street.modbus;

import com.digitalpetri.modbus.server.ModbusTcpServer;
import com.digitalpetri.modbus.tcp.server.NettyTcpServerTransport;
import energy.peerwatt.street.modbus.domain.Device;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** All Modbus TCP servers of a street on one event loop and two workers: an idle street costs next to nothing. */
public final class DeviceServers implements AutoCloseable {
    private static final int WORKERS = 2;
    private static final int REST_SECONDS = 5;

    private final String host;
    private final EventLoopGroup eventLoop = new NioEventLoopGroup(
            1, Thread.ofPlatform().name("street-modbus-io").factory());
    private final ExecutorService workers = Executors.newFixedThreadPool(
            WORKERS, Thread.ofPlatform().name("street-modbus-", 1).factory());
    private final List<ModbusTcpServer> servers = new ArrayList<>();

    /**
     * @param host address to listen on, such as 127.0.0.1
     */
    public DeviceServers(String host) {
        this.host = host;
    }

    /**
     * Listens for one device; returns when clients can connect.
     *
     * @throws IOException if the port cannot be had; the message names it
     */
    public void serve(int port, int unit, Device device) throws IOException, InterruptedException {
        NettyTcpServerTransport transport = NettyTcpServerTransport.create(configuration -> configuration
                .setBindAddress(host)
                .setPort(port)
                .setEventLoopGroup(eventLoop)
                .setExecutor(workers));
        ModbusTcpServer server = new DeviceServer(transport, unit, device);
        try {
            server.start();
        } catch (ExecutionException e) {
            throw new IOException("cannot listen on " + host + ":" + port + ": " + e.getCause(), e.getCause());
        }
        servers.add(server);
    }

    /** Closes every port and connection, lets requests under way finish. */
    @Override
    public void close() throws IOException {
        try {
            for (ModbusTcpServer server : servers) {
                server.stop();
            }
            servers.clear();
            workers.shutdown();
            if (!workers.awaitTermination(REST_SECONDS, TimeUnit.SECONDS)) {
                workers.shutdownNow();
            }
            eventLoop.shutdownGracefully(0, REST_SECONDS, TimeUnit.SECONDS).sync();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while closing the servers", e);
        } catch (ExecutionException e) {
            throw new IOException("a server could not be closed: " + e.getCause(), e.getCause());
        }
    }
}
