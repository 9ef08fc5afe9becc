// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {DeviceRegistry} from "../../main/solidity/DeviceRegistry.sol";
import {IERC5192} from "../../main/solidity/IERC5192.sol";
import {Checks} from "./Checks.sol";

contract DeviceRegistryTest is Checks {
    bytes16 private constant GATEWAY = 0x0192f7a0000070008000000000000001;
    bytes16 private constant METER = 0x0192f7a0000070008000000000000002;
    uint256 private constant DEVICE_KEY = 0x1111;
    uint256 private constant NEXT_KEY = 0x2222;
    uint256 private constant HOST_KEY = 0x3333;
    uint256 private constant OWNER_KEY = 0x4444;
    uint256 private constant P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551;

    DeviceRegistry private registry;

    function setUp() external {
        vm.warp(1_788_480_000);
        registry = new DeviceRegistry(address(this));
    }

    function testAnyoneRelaysAGatewayWithBothSignatures() external {
        DeviceRegistry.GatewayRegistration memory registration = gateway();
        bytes32 digest = registry.gatewayDigest(registration);
        vm.expectEmit(address(registry));
        emit DeviceRegistry.GatewayRegistered(
            GATEWAY, vm.addr(HOST_KEY), registration.keyX, registration.keyY, registration.metaHash
        );
        vm.prank(address(0x5706));
        registry.registerGateway(registration, sealedBy(DEVICE_KEY, digest), signature(HOST_KEY, digest));
        holds(registry.isActive(GATEWAY), "active");
        same(registry.hostOf(GATEWAY), vm.addr(HOST_KEY), "host");
        (bytes32 x, bytes32 y) = registry.keyAt(GATEWAY, 0);
        same(x, registration.keyX, "x");
        same(y, registration.keyY, "y");
    }

    function testDigestIsTheTypedDataHash() external view {
        DeviceRegistry.MeterRegistration memory registration = meter();
        bytes32 domain = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("PeerWatt DeviceRegistry"),
                keccak256("1"),
                block.chainid,
                address(registry)
            )
        );
        bytes32 content = keccak256(
            abi.encode(
                keccak256(
                    "MeterRegistration(bytes16 meterId,bytes16 gatewayId,address owner,bytes32 metaHash,uint64 validFrom,uint256 nonce,uint256 deadline)"
                ),
                registration.meterId,
                registration.gatewayId,
                registration.owner,
                registration.metaHash,
                registration.validFrom,
                registration.nonce,
                registration.deadline
            )
        );
        same(registry.meterDigest(registration), keccak256(abi.encodePacked(hex"1901", domain, content)), "digest");
    }

    function testAGatewaySignsForItself() external {
        DeviceRegistry.GatewayRegistration memory registration = gateway();
        bytes32 digest = registry.gatewayDigest(registration);
        DeviceRegistry.KeySignature memory wrong = sealedBy(NEXT_KEY, digest);
        vm.expectRevert(abi.encodeWithSelector(DeviceRegistry.BadGatewaySignature.selector, GATEWAY));
        registry.registerGateway(registration, wrong, signature(HOST_KEY, digest));
    }

    function testHighSIsRefused() external {
        DeviceRegistry.GatewayRegistration memory registration = gateway();
        bytes32 digest = registry.gatewayDigest(registration);
        DeviceRegistry.KeySignature memory low = sealedBy(DEVICE_KEY, digest);
        DeviceRegistry.KeySignature memory high =
            DeviceRegistry.KeySignature(low.r, bytes32(P256_ORDER - uint256(low.s)));
        vm.expectRevert(abi.encodeWithSelector(DeviceRegistry.BadGatewaySignature.selector, GATEWAY));
        registry.registerGateway(registration, high, signature(HOST_KEY, digest));
    }

    function testTheHostMustSign() external {
        DeviceRegistry.GatewayRegistration memory registration = gateway();
        bytes32 digest = registry.gatewayDigest(registration);
        DeviceRegistry.KeySignature memory device = sealedBy(DEVICE_KEY, digest);
        vm.expectRevert(abi.encodeWithSelector(DeviceRegistry.BadHolderSignature.selector, registration.host));
        registry.registerGateway(registration, device, signature(OWNER_KEY, digest));
    }

    function testASignatureServesOnce() external {
        DeviceRegistry.GatewayRegistration memory registration = gateway();
        register(registration);
        bytes32 digest = registry.gatewayDigest(registration);
        DeviceRegistry.KeySignature memory device = sealedBy(DEVICE_KEY, digest);
        vm.expectRevert(abi.encodeWithSelector(DeviceRegistry.AlreadyRegistered.selector, GATEWAY));
        registry.registerGateway(registration, device, signature(HOST_KEY, digest));
    }

    function testASignatureExpires() external {
        DeviceRegistry.GatewayRegistration memory registration = gateway();
        registration.deadline = block.timestamp - 1;
        bytes32 digest = registry.gatewayDigest(registration);
        DeviceRegistry.KeySignature memory device = sealedBy(DEVICE_KEY, digest);
        vm.expectRevert(abi.encodeWithSelector(DeviceRegistry.Expired.selector, registration.deadline));
        registry.registerGateway(registration, device, signature(HOST_KEY, digest));
    }

    function testNoncesCountFromZero() external {
        DeviceRegistry.GatewayRegistration memory registration = gateway();
        registration.nonce = 1;
        bytes32 digest = registry.gatewayDigest(registration);
        DeviceRegistry.KeySignature memory device = sealedBy(DEVICE_KEY, digest);
        vm.expectRevert(abi.encodeWithSelector(DeviceRegistry.WrongNonce.selector, GATEWAY, uint256(0)));
        registry.registerGateway(registration, device, signature(HOST_KEY, digest));
    }

    function testAMeterBelongsToGatewayAndOwner() external {
        register(gateway());
        register(meter());
        same(registry.ownerOf(METER), vm.addr(OWNER_KEY), "owner");
        holds(registry.gatewayOf(METER) == GATEWAY, "gateway");
        same(registry.validFrom(METER), 1_788_000_000, "valid from");
        holds(registry.isActive(METER), "active");
        holds(registry.locked(registry.tokenOf(METER)), "locked");
        holds(registry.supportsInterface(type(IERC5192).interfaceId), "ERC-5192");
        same(uint256(uint32(type(IERC5192).interfaceId)), 0xb45a3c0e, "ERC-5192 id");
    }

    function testAMeterNeedsAnActiveGateway() external {
        DeviceRegistry.MeterRegistration memory registration = meter();
        bytes32 digest = registry.meterDigest(registration);
        DeviceRegistry.KeySignature memory device = sealedBy(DEVICE_KEY, digest);
        bytes memory reason = abi.encodeWithSelector(DeviceRegistry.GatewayNotActive.selector, GATEWAY);
        vm.expectRevert(reason);
        registry.registerMeter(registration, device, signature(OWNER_KEY, digest));
        register(gateway());
        registry.setStatus(GATEWAY, DeviceRegistry.Status.SUSPENDED);
        vm.expectRevert(reason);
        registry.registerMeter(registration, device, signature(OWNER_KEY, digest));
    }

    function testAMeterStaysWithItsOwner() external {
        register(gateway());
        register(meter());
        address owner = vm.addr(OWNER_KEY);
        uint256 token = registry.tokenOf(METER);
        vm.prank(owner);
        vm.expectRevert(abi.encodeWithSelector(DeviceRegistry.Soulbound.selector));
        registry.transferFrom(owner, address(0xCAFE), token);
    }

    function testAMeterOfASuspendedGatewayIsNotActive() external {
        register(gateway());
        register(meter());
        registry.setStatus(GATEWAY, DeviceRegistry.Status.SUSPENDED);
        holds(!registry.isActive(METER), "suspended with its gateway");
        registry.setStatus(GATEWAY, DeviceRegistry.Status.ACTIVE);
        holds(registry.isActive(METER), "back");
    }

    function testOldReadingsStayVerifiableAfterARotation() external {
        register(gateway());
        rotate(1_788_500_000, 1);
        (uint256 oldX,) = vm.publicKeyP256(DEVICE_KEY);
        (uint256 newX,) = vm.publicKeyP256(NEXT_KEY);
        (bytes32 before,) = registry.keyAt(GATEWAY, 1_788_499_999);
        (bytes32 since,) = registry.keyAt(GATEWAY, 1_788_500_000);
        same(before, bytes32(oldX), "before");
        same(since, bytes32(newX), "since");
        same(registry.keyCount(GATEWAY), 2, "keys");
    }

    function testKeysDoNotRewriteHistory() external {
        register(gateway());
        rotate(1_788_500_000, 1);
        DeviceRegistry.KeyRotation memory rotation = rotationAt(1_788_500_000, 2);
        bytes32 digest = registry.rotationDigest(rotation);
        DeviceRegistry.KeySignature memory device = sealedBy(NEXT_KEY, digest);
        vm.expectRevert(
            abi.encodeWithSelector(DeviceRegistry.KeyNotAfterPrevious.selector, GATEWAY, uint64(1_788_500_000))
        );
        registry.rotateKey(rotation, device, signature(HOST_KEY, digest));
    }

    function testRetiredIsForGood() external {
        register(gateway());
        register(meter());
        DeviceRegistry.Retirement memory retirement = DeviceRegistry.Retirement(METER, 1, block.timestamp + 60);
        bytes32 digest = registry.retirementDigest(retirement);
        vm.expectRevert(abi.encodeWithSelector(DeviceRegistry.BadHolderSignature.selector, vm.addr(OWNER_KEY)));
        registry.retire(retirement, signature(HOST_KEY, digest));
        registry.retire(retirement, signature(OWNER_KEY, digest));
        holds(!registry.isActive(METER), "retired");
        vm.expectRevert(
            abi.encodeWithSelector(DeviceRegistry.WrongStatus.selector, METER, DeviceRegistry.Status.RETIRED)
        );
        registry.setStatus(METER, DeviceRegistry.Status.ACTIVE);
    }

    function testOnlyTheRegistrarSetsStatus(address stranger) external {
        vm.assume(stranger != address(this));
        register(gateway());
        vm.prank(stranger);
        vm.expectRevert();
        registry.setStatus(GATEWAY, DeviceRegistry.Status.SUSPENDED);
    }

    function gateway() private view returns (DeviceRegistry.GatewayRegistration memory) {
        (uint256 x, uint256 y) = vm.publicKeyP256(DEVICE_KEY);
        return DeviceRegistry.GatewayRegistration(
            GATEWAY, vm.addr(HOST_KEY), bytes32(x), bytes32(y), keccak256("meta"), 0, block.timestamp + 60
        );
    }

    function meter() private view returns (DeviceRegistry.MeterRegistration memory) {
        return DeviceRegistry.MeterRegistration(
            METER, GATEWAY, vm.addr(OWNER_KEY), keccak256("meta"), 1_788_000_000, 0, block.timestamp + 60
        );
    }

    function rotationAt(uint64 from, uint256 nonce) private view returns (DeviceRegistry.KeyRotation memory) {
        (uint256 x, uint256 y) = vm.publicKeyP256(NEXT_KEY);
        return DeviceRegistry.KeyRotation(GATEWAY, bytes32(x), bytes32(y), from, nonce, block.timestamp + 60);
    }

    function register(DeviceRegistry.GatewayRegistration memory registration) private {
        bytes32 digest = registry.gatewayDigest(registration);
        registry.registerGateway(registration, sealedBy(DEVICE_KEY, digest), signature(HOST_KEY, digest));
    }

    function register(DeviceRegistry.MeterRegistration memory registration) private {
        bytes32 digest = registry.meterDigest(registration);
        registry.registerMeter(registration, sealedBy(DEVICE_KEY, digest), signature(OWNER_KEY, digest));
    }

    function rotate(uint64 from, uint256 nonce) private {
        DeviceRegistry.KeyRotation memory rotation = rotationAt(from, nonce);
        bytes32 digest = registry.rotationDigest(rotation);
        registry.rotateKey(rotation, sealedBy(NEXT_KEY, digest), signature(HOST_KEY, digest));
    }

    /// @dev Low s, as a gateway normalises it.
    function sealedBy(uint256 key, bytes32 digest) private pure returns (DeviceRegistry.KeySignature memory) {
        (bytes32 r, bytes32 s) = vm.signP256(key, digest);
        return DeviceRegistry.KeySignature(r, uint256(s) > P256_ORDER / 2 ? bytes32(P256_ORDER - uint256(s)) : s);
    }
}
