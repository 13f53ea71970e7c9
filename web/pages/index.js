import './offline.js';
import '../figures/digit.js';
import '../figures/universal.js';
