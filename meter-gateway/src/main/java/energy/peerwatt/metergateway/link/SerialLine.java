package energy.peerwatt.metergateway.link;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import energy.peerwatt.metergateway.link.domain.Endpoint;
import energy.peerwatt.metergateway.link.domain.SerialSettings;
import java.io.IOException;

/**
 * A serial device of this machine. Reads look for bytes every millisecond, about the time of one character at 9600 baud:
 * the driver's own timeouts count in tenths of a second.
 */
final class SerialLine implements ByteLine {
    private static final int DATA_BITS = 8;
    private static final long LOOK_MILLIS = 1;

    private final SerialPort port;

    private SerialLine(SerialPort port) {
        this.port = port;
    }

    /** @throws IOException saying what hinders */
    static SerialLine open(Endpoint.Serial at) throws IOException {
        SerialPort port;
        try {
            port = SerialPort.getCommPort(at.device());
        } catch (SerialPortInvalidPortException e) {
            throw new IOException("there is no serial device " + at.device(), e);
        }
        SerialSettings settings = at.settings();
        port.setComPortParameters(settings.baud(), DATA_BITS, stopBits(settings), parity(settings.parity()));
        port.setFlowControl(SerialPort.FLOW_CONTROL_DISABLED);
        port.setComPortTimeouts(SerialPort.TIMEOUT_NONBLOCKING, 0, 0);
        if (!port.openPort(0)) {
            throw new IOException(at.device() + " does not open (error " + port.getLastErrorCode()
                    + "): it must exist, be readable and writable for this process, and be in nobody's use");
        }
        return new SerialLine(port);
    }

    private static int stopBits(SerialSettings settings) {
        return settings.stopBits() == 1 ? SerialPort.ONE_STOP_BIT : SerialPort.TWO_STOP_BITS;
    }

    private static int parity(SerialSettings.Parity parity) {
        return switch (parity) {
            case NONE -> SerialPort.NO_PARITY;
            case EVEN -> SerialPort.EVEN_PARITY;
            case ODD -> SerialPort.ODD_PARITY;
        };
    }

    @Override
    public int available() throws IOException {
        int there = port.bytesAvailable();
        if (there < 0) {
            throw new IOException("the serial device is gone");
        }
        return there;
    }

    @Override
    public int read(byte[] into, int offset, int most, long deadlineNanos) throws IOException {
        while (available() == 0) {
            if (deadlineNanos - System.nanoTime() <= 0) {
                return 0;
            }
            try {
                Thread.sleep(LOOK_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while a reply was awaited", e);
            }
        }
        int read = port.readBytes(into, Math.min(most, available()), offset);
        if (read < 0) {
            throw new IOException("the serial device is gone");
        }
        return read;
    }

    @Override
    public void write(byte[] bytes, int count) throws IOException {
        if (port.writeBytes(bytes, count) != count) {
            throw new IOException("the serial device does not take what is to be sent");
        }
    }

    @Override
    public void close() {
        port.closePort();
    }
}
