import './flow.js';
import './chart.js';
import './delivery.js';
import { follow } from './live.js';

follow(document.body.dataset.live);
document.querySelector('.errors')?.focus();
