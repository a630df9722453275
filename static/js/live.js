/** Keeps a live page true: follows the call, gives orders, sends what was written without a line. */
import "./orders.js";
import { start } from "./wire.js";

start();
