package energy.peerwatt.metergateway.link;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** A socket whose incoming bytes can be looked at as they came. */
final class TappedSocket extends Socket {
    private @Nullable ReplyTap tap;

    @Override
    public InputStream getInputStream() throws IOException {
        return tap();
    }

    ReplyTap tap() throws IOException {
        if (tap == null) {
            tap = new ReplyTap(super.getInputStream(), this);
        }
        return tap;
    }
}
