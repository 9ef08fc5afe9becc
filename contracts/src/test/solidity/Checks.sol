// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @dev The cheat codes these tests use, answered by forge at a fixed address.
interface Vm {
    function addr(uint256 privateKey) external pure returns (address);
    function assume(bool condition) external pure;
    function expectEmit(address emitter) external;
    function expectRevert() external;
    function expectRevert(bytes calldata revertData) external;
    function expectPartialRevert(bytes4 selector) external;
    function parseJsonAddress(string calldata json, string calldata key) external pure returns (address);
    function parseJsonBool(string calldata json, string calldata key) external pure returns (bool);
    function parseJsonBytes(string calldata json, string calldata key) external pure returns (bytes memory);
    function parseJsonBytes32(string calldata json, string calldata key) external pure returns (bytes32);
    function parseJsonBytes32Array(string calldata json, string calldata key) external pure returns (bytes32[] memory);
    function parseJsonUint(string calldata json, string calldata key) external pure returns (uint256);
    function prank(address sender) external;
    function publicKeyP256(uint256 privateKey) external pure returns (uint256 x, uint256 y);
    function readFile(string calldata path) external view returns (string memory);
    function sign(uint256 privateKey, bytes32 digest) external pure returns (uint8 v, bytes32 r, bytes32 s);
    function signP256(uint256 privateKey, bytes32 digest) external pure returns (bytes32 r, bytes32 s);
    function toString(uint256 value) external pure returns (string memory);
    function warp(uint256 timestamp) external;
}

/// @dev The few assertions needed, so that no test library has to be trusted or pinned.
abstract contract Checks {
    Vm internal constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));

    error Differs(string what, uint256 actual, uint256 expected);
    error DiffersSigned(string what, int256 actual, int256 expected);
    error DiffersHash(string what, bytes32 actual, bytes32 expected);
    error DiffersAddress(string what, address actual, address expected);
    error NotSo(string what);

    function same(uint256 actual, uint256 expected, string memory what) internal pure {
        require(actual == expected, Differs(what, actual, expected));
    }

    function same(int256 actual, int256 expected, string memory what) internal pure {
        require(actual == expected, DiffersSigned(what, actual, expected));
    }

    function same(bytes32 actual, bytes32 expected, string memory what) internal pure {
        require(actual == expected, DiffersHash(what, actual, expected));
    }

    function same(address actual, address expected, string memory what) internal pure {
        require(actual == expected, DiffersAddress(what, actual, expected));
    }

    function holds(bool condition, string memory what) internal pure {
        require(condition, NotSo(what));
    }

    /// @dev Folds a random number into [low, high].
    function within(uint256 value, uint256 low, uint256 high) internal pure returns (uint256) {
        return low + value % (high - low + 1);
    }

    function signature(uint256 privateKey, bytes32 digest) internal pure returns (bytes memory) {
        (uint8 v, bytes32 r, bytes32 s) = vm.sign(privateKey, digest);
        return abi.encodePacked(r, s, v);
    }
}
