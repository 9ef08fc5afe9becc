// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IAccessControl} from "@openzeppelin/contracts/access/IAccessControl.sol";
import {ERC20Capped} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Capped.sol";
import {WattToken} from "../../main/solidity/WattToken.sol";
import {Checks} from "./Checks.sol";

contract WattTokenTest is Checks {
    uint256 private constant START = 1_788_480_000;

    WattToken private watt;

    function setUp() external {
        vm.warp(START);
        watt = new WattToken(address(this));
        watt.grantRole(watt.MINTER_ROLE(), address(this));
    }

    function testItsUnitIsNanoWattAndItsCapFitsASignedLong() external view {
        same(watt.decimals(), 9, "decimals");
        same(watt.cap(), 1e18, "cap");
        holds(watt.cap() <= uint256(uint64(type(int64).max)), "fits");
    }

    function testNobodyMintsWithoutTheRoleNotEvenTheAdministrator(address stranger, uint256 amount) external {
        vm.assume(stranger != address(this));
        watt.renounceRole(watt.MINTER_ROLE(), address(this));
        address[2] memory both = [stranger, address(this)];
        for (uint256 i = 0; i < 2; i++) {
            bytes memory refused = abi.encodeWithSelector(
                IAccessControl.AccessControlUnauthorizedAccount.selector, both[i], watt.MINTER_ROLE()
            );
            vm.prank(both[i]);
            vm.expectRevert(refused);
            watt.mint(stranger, amount);
        }
    }

    function testTheCapHolds(uint256 first, uint256 second) external {
        first = within(first, 0, watt.cap());
        second = within(second, watt.cap() - first + 1, type(uint128).max);
        watt.mint(address(1), first);
        vm.expectRevert(
            abi.encodeWithSelector(ERC20Capped.ERC20ExceededCap.selector, first + second, watt.cap())
        );
        watt.mint(address(2), second);
        watt.mint(address(2), watt.cap() - first);
        same(watt.totalSupply(), watt.cap(), "full");
    }

    function testHoldersVoteByTimeOnceTheyDelegate() external {
        address holder = address(0xCAFE);
        watt.mint(holder, 7e9);
        same(watt.getVotes(holder), 0, "not delegated");
        vm.prank(holder);
        watt.delegate(holder);
        vm.warp(START + 10);
        vm.prank(holder);
        watt.transfer(address(1), 2e9);
        same(watt.getVotes(holder), 5e9, "now");
        same(watt.getPastVotes(holder, START), 7e9, "then");
        same(watt.clock(), START + 10, "clock");
    }

    function testAnyoneRelaysAPermit() external {
        uint256 key = 0xBEEF;
        address owner = vm.addr(key);
        bytes32 content = keccak256(
            abi.encode(
                keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"),
                owner,
                address(this),
                uint256(3e9),
                uint256(0),
                block.timestamp
            )
        );
        (uint8 v, bytes32 r, bytes32 s) =
            vm.sign(key, keccak256(abi.encodePacked(hex"1901", watt.DOMAIN_SEPARATOR(), content)));
        watt.permit(owner, address(this), 3e9, block.timestamp, v, r, s);
        same(watt.allowance(owner, address(this)), 3e9, "allowance");
        same(watt.nonces(owner), 1, "nonce");
    }
}
