// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {TestEuro} from "../../main/solidity/TestEuro.sol";
import {Checks} from "./Checks.sol";

contract TestEuroTest is Checks {
    TestEuro private token;

    function setUp() external {
        token = new TestEuro(address(this));
    }

    function testHasSixDecimals() external view {
        same(token.decimals(), 6, "decimals");
    }

    function testOnlyTheMinterMints(address stranger, uint256 amount) external {
        vm.assume(stranger != address(this));
        bytes memory refused = abi.encodeWithSelector(
            IAccessControl.AccessControlUnauthorizedAccount.selector, stranger, token.MINTER_ROLE()
        );
        vm.prank(stranger);
        vm.expectRevert(refused);
        token.mint(stranger, amount);
    }

    function testAnyoneRelaysASignedTransfer() external {
        uint256 key = 0xBEEF;
        address from = vm.addr(key);
        address to = address(0xCAFE);
        token.mint(from, 5_000_000);
        bytes32 nonce = bytes32(uint256(7) << 64);
        bytes32 separator = keccak256(
            abi.encode(
                keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"),
                keccak256("PeerWatt Test Euro"),
                keccak256("1"),
                block.chainid,
                address(token)
            )
        );
        bytes32 content = keccak256(
            abi.encode(
                keccak256(
                    "TransferWithAuthorization(address from,address to,uint256 value,uint256 validAfter,uint256 validBefore,bytes32 nonce)"
                ),
                from,
                to,
                uint256(3_000_000),
                uint256(0),
                type(uint256).max,
                nonce
            )
        );
        bytes memory signed = signature(key, keccak256(abi.encodePacked(hex"1901", separator, content)));
        token.transferWithAuthorization(from, to, 3_000_000, 0, type(uint256).max, nonce, signed);
        same(token.balanceOf(to), 3_000_000, "received");
        vm.expectRevert();
        token.transferWithAuthorization(from, to, 3_000_000, 0, type(uint256).max, nonce, signed);
    }
}
