"""A Modbus server of pymodbus 3.0, as Debian packages it: `pymodbus_peer.py tcp PORT` or `pymodbus_peer.py serial DEVICE`.

Unit 7. Input registers hold their own address, holding registers what was written; both end at 60000. By function 43 it
says who it is in objects that do not fit into one reply.
"""
import asyncio
import sys

from pymodbus.device import ModbusDeviceIdentification
from pymodbus.datastore import ModbusSequentialDataBlock, ModbusServerContext, ModbusSlaveContext
from pymodbus.server import StartAsyncSerialServer, StartAsyncTcpServer
from pymodbus.transaction import ModbusRtuFramer


def context():
    unit = ModbusSlaveContext(
        ir=ModbusSequentialDataBlock(0, list(range(60000))),
        hr=ModbusSequentialDataBlock(0, [0] * 60000),
        zero_mode=True,
    )
    return ModbusServerContext(slaves={7: unit}, single=False)


def identity():
    objects = {0: "PeerWatt", 1: "PW-7", 2: "1.2.3", 3: "https://example.org", 4: "Meter", 5: "PW-7-3P", 6: "cellar"}
    objects.update({0x80 + i: chr(ord("a") + i) * 200 for i in range(5)})
    objects[0xFF] = "last"
    return ModbusDeviceIdentification(info=objects)


async def main():
    if sys.argv[1] == "tcp":
        await StartAsyncTcpServer(context=context(), identity=identity(), address=("127.0.0.1", int(sys.argv[2])))
    else:
        await StartAsyncSerialServer(
            context=context(),
            identity=identity(),
            framer=ModbusRtuFramer,
            port=sys.argv[2],
            baudrate=19200,
            parity="N",
            timeout=0.005,
        )


asyncio.run(main())
