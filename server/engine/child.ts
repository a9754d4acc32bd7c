/** entry of the engine's process: frames from the parent → database → frames back; dies with the parent */
import { Socket } from 'node:net';
import { serveEngine } from './serve-engine.ts';

// Descriptor 3 is the duplex pipe that the parent opened.
const socket = new Socket({ fd: 3, readable: true, writable: true });
// A query may be running: nothing but a kill is sure to end the process at once.
socket.on('close', () => process.kill(process.pid, 'SIGKILL'));
socket.on('error', () => process.kill(process.pid, 'SIGKILL'));
serveEngine(socket);
