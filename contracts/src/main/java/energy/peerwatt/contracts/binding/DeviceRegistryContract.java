package energy.peerwatt.contracts.binding;

import energy.peerwatt.contracts.chain.Address;
import energy.peerwatt.contracts.chain.ChainClient;
import energy.peerwatt.contracts.chain.ChainLog;
import energy.peerwatt.contracts.chain.ContractCall;
import energy.peerwatt.messages.evidence.DeviceRegistration;
import energy.peerwatt.messages.evidence.Hash32;
import energy.peerwatt.messages.evidence.P256;
import energy.peerwatt.messages.id.GatewayId;
import energy.peerwatt.messages.id.MeterId;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Gateways with their keys, meters with their gateway and owner. Times are those of readings. */
public record DeviceRegistryContract(Address address) {
    static final Function REGISTER_GATEWAY = new Function(
            "registerGateway((bytes16,address,bytes32,bytes32,bytes32," + "uint256,uint256),(bytes32,bytes32),bytes)");
    static final Function REGISTER_METER = new Function(
            "registerMeter((bytes16,bytes16,address,bytes32,uint64," + "uint256,uint256),(bytes32,bytes32),bytes)");
    static final Function ROTATE_KEY =
            new Function("rotateKey((bytes16,bytes32,bytes32,uint64,uint256,uint256),(bytes32,bytes32),bytes)");
    static final Function NONCES = new Function("nonces(bytes16)");
    static final Function IS_ACTIVE = new Function("isActive(bytes16)");
    static final Function STATUS_OF = new Function("statusOf(bytes16)");
    static final Function KEY_AT = new Function("keyAt(bytes16,uint64)");
    static final Function HOST_OF = new Function("hostOf(bytes16)");
    static final Function GATEWAY_OF = new Function("gatewayOf(bytes16)");
    static final Function OWNER_OF = new Function("ownerOf(bytes16)");
    static final Function SET_STATUS = new Function("setStatus(bytes16,uint8)");
    static final EventType GATEWAY_REGISTERED =
            new EventType("GatewayRegistered(bytes16,address,bytes32,bytes32,bytes32)");
    static final EventType METER_REGISTERED = new EventType("MeterRegistered(bytes16,bytes16,address,bytes32,uint64)");
    static final EventType KEY_ROTATED = new EventType("KeyRotated(bytes16,bytes32,bytes32,uint64)");
    static final EventType DEVICE_RETIRED = new EventType("DeviceRetired(bytes16)");
    static final EventType STATUS_CHANGED = new EventType("StatusChanged(bytes16,uint8)");

    /** In the contract's order. Retired is final. */
    public enum Status {
        NONE,
        ACTIVE,
        SUSPENDED,
        RETIRED
    }

    /** What the registry says in the logs. */
    public sealed interface Event {}

    public record GatewayRegistered(GatewayId id, Address host, P256.Point key, Hash32 metaHash) implements Event {}

    public record MeterRegistered(MeterId id, GatewayId gateway, Address owner, Hash32 metaHash, Instant validFrom)
            implements Event {}

    public record KeyRotated(GatewayId id, P256.Point key, Instant validFrom) implements Event {}

    /** @param id of a gateway or a meter */
    public record DeviceRetired(UUID id) implements Event {}

    /** @param id of a gateway or a meter */
    public record StatusChanged(UUID id, Status status) implements Event {}

    /** What gateway and host or owner sign, {@link DeviceRegistration#digest}, is bound to this. */
    public DeviceRegistration.Domain domain(long chainId) {
        return new DeviceRegistration.Domain(chainId, address.hex());
    }

    /**
     * @param gatewaySignature 64 bytes r | s by the gateway's P-256 key
     * @param hostSignature 65 bytes by the host's wallet
     */
    public ContractCall register(
            DeviceRegistration.Gateway registration, byte[] gatewaySignature, byte[] hostSignature) {
        return REGISTER_GATEWAY
                .with()
                .fixed(registration.id().bytes())
                .address(Address.of(registration.host()))
                .hash(registration.key().x())
                .hash(registration.key().y())
                .hash(registration.metaHash())
                .number(registration.nonce())
                .number(registration.deadline().getEpochSecond())
                .words(gatewaySignature)
                .bytes(hostSignature)
                .to(address);
    }

    /**
     * @param gatewaySignature 64 bytes r | s by the gateway's P-256 key
     * @param ownerSignature 65 bytes by the owner's wallet
     */
    public ContractCall register(
            DeviceRegistration.Meter registration, byte[] gatewaySignature, byte[] ownerSignature) {
        return REGISTER_METER
                .with()
                .fixed(registration.id().bytes())
                .fixed(registration.gateway().bytes())
                .address(Address.of(registration.owner()))
                .hash(registration.metaHash())
                .number(registration.validFrom().getEpochSecond())
                .number(registration.nonce())
                .number(registration.deadline().getEpochSecond())
                .words(gatewaySignature)
                .bytes(ownerSignature)
                .to(address);
    }

    /**
     * @param newKeySignature 64 bytes r | s by the key that is to come
     * @param hostSignature 65 bytes by the host's wallet
     */
    public ContractCall rotate(DeviceRegistration.Rotation rotation, byte[] newKeySignature, byte[] hostSignature) {
        return ROTATE_KEY
                .with()
                .fixed(rotation.id().bytes())
                .hash(rotation.key().x())
                .hash(rotation.key().y())
                .number(rotation.validFrom().getEpochSecond())
                .number(rotation.nonce())
                .number(rotation.deadline().getEpochSecond())
                .words(newKeySignature)
                .bytes(hostSignature)
                .to(address);
    }

    public ContractCall setStatus(GatewayId id, Status status) {
        return SET_STATUS.with().fixed(id.bytes()).number(status.ordinal()).to(address);
    }

    public ContractCall setStatus(MeterId id, Status status) {
        return SET_STATUS.with().fixed(id.bytes()).number(status.ordinal()).to(address);
    }

    /** What the next registration of this id must carry. */
    public BigInteger nonce(ChainClient chain, GatewayId id) {
        return ask(chain, NONCES, id.bytes()).big();
    }

    /** What the next registration of this id must carry. */
    public BigInteger nonce(ChainClient chain, MeterId id) {
        return ask(chain, NONCES, id.bytes()).big();
    }

    public Status status(ChainClient chain, GatewayId id) {
        return Status.values()[ask(chain, STATUS_OF, id.bytes()).small()];
    }

    public Status status(ChainClient chain, MeterId id) {
        return Status.values()[ask(chain, STATUS_OF, id.bytes()).small()];
    }

    public boolean isActive(ChainClient chain, GatewayId id) {
        return ask(chain, IS_ACTIVE, id.bytes()).flag();
    }

    /** True if its gateway is active, too. */
    public boolean isActive(ChainClient chain, MeterId id) {
        return ask(chain, IS_ACTIVE, id.bytes()).flag();
    }

    /** @throws energy.peerwatt.contracts.chain.ChainRefused for an unknown gateway */
    public P256.Point keyAt(ChainClient chain, GatewayId id, Instant readingTime) {
        Words words = new Words(chain.call(KEY_AT.with()
                .fixed(id.bytes())
                .number(readingTime.getEpochSecond())
                .to(address)));
        return point(words);
    }

    /** @throws energy.peerwatt.contracts.chain.ChainRefused for an unknown gateway */
    public Address hostOf(ChainClient chain, GatewayId id) {
        return ask(chain, HOST_OF, id.bytes()).address();
    }

    /** @throws energy.peerwatt.contracts.chain.ChainRefused for an unknown meter */
    public GatewayId gatewayOf(ChainClient chain, MeterId id) {
        return new GatewayId(ask(chain, GATEWAY_OF, id.bytes()).id());
    }

    /** @throws energy.peerwatt.contracts.chain.ChainRefused for an unknown meter */
    public Address ownerOf(ChainClient chain, MeterId id) {
        return ask(chain, OWNER_OF, id.bytes()).address();
    }

    /** Empty for logs of other contracts and for the token's own events. */
    public Optional<Event> event(ChainLog log) {
        if (GATEWAY_REGISTERED.isSaidBy(address, log)) {
            Words data = new Words(log.data());
            return Optional.of(new GatewayRegistered(
                    new GatewayId(topic(log, 1).id()), topic(log, 2).address(), point(data), data.hash()));
        }
        if (METER_REGISTERED.isSaidBy(address, log)) {
            Words data = new Words(log.data());
            return Optional.of(new MeterRegistered(
                    new MeterId(topic(log, 1).id()),
                    new GatewayId(topic(log, 2).id()),
                    topic(log, 3).address(),
                    data.hash(),
                    data.time()));
        }
        if (KEY_ROTATED.isSaidBy(address, log)) {
            Words data = new Words(log.data());
            return Optional.of(new KeyRotated(new GatewayId(topic(log, 1).id()), point(data), data.time()));
        }
        if (DEVICE_RETIRED.isSaidBy(address, log)) {
            return Optional.of(new DeviceRetired(topic(log, 1).id()));
        }
        if (STATUS_CHANGED.isSaidBy(address, log)) {
            Status status = Status.values()[new Words(log.data()).small()];
            return Optional.of(new StatusChanged(topic(log, 1).id(), status));
        }
        return Optional.empty();
    }

    private Words ask(ChainClient chain, Function function, byte[] id) {
        return new Words(chain.call(function.with().fixed(id).to(address)));
    }

    private static P256.Point point(Words words) {
        return new P256.Point(words.hash(), words.hash());
    }

    private static Words topic(ChainLog log, int index) {
        return new Words(log.topics().get(index));
    }
}
