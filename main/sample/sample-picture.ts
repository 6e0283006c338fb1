/**
 * The sample article's picture, drawn for Lectern: an open book on a desk by the window, at night, with one line
 * highlighted and a note beside it. Plain shapes without text, so that it needs no translation, and inert.
 */
export const SAMPLE_PICTURE = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="640" viewBox="0 0 1200 640">
<defs>
<linearGradient id="sky" x1="0" y1="0" x2="0" y2="1"><stop offset="0" stop-color="#24364f"/><stop offset=".62" stop-color="#6d7f93"/><stop offset="1" stop-color="#e5c29f"/></linearGradient>
<linearGradient id="wall" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#f3eadb"/><stop offset="1" stop-color="#e6d8c2"/></linearGradient>
<radialGradient id="glow" cx=".5" cy=".5" r=".5"><stop offset="0" stop-color="#fff3cf" stop-opacity=".95"/><stop offset="1" stop-color="#fff3cf" stop-opacity="0"/></radialGradient>
<linearGradient id="left" x1="0" y1="0" x2="1" y2="0"><stop offset="0" stop-color="#fffdf8"/><stop offset=".82" stop-color="#fbf5ea"/><stop offset="1" stop-color="#dccfba"/></linearGradient>
<linearGradient id="right" x1="0" y1="0" x2="1" y2="0"><stop offset="0" stop-color="#dccfba"/><stop offset=".18" stop-color="#fbf5ea"/><stop offset="1" stop-color="#fffdf8"/></linearGradient>
<clipPath id="pane"><rect x="120" y="70" width="470" height="350" rx="6"/></clipPath>
</defs>
<rect width="1200" height="640" fill="url(#wall)"/>
<g clip-path="url(#pane)">
<rect x="120" y="70" width="470" height="350" fill="url(#sky)"/>
<path d="M496 172A34 34 0 1 1 466 116A34 34 0 0 0 496 172Z" fill="#fdf3d7"/>
<g fill="#fdf3d7"><circle cx="190" cy="120" r="2.4"/><circle cx="262" cy="168" r="1.8"/><circle cx="318" cy="108" r="2.2"/><circle cx="222" cy="226" r="1.6"/><circle cx="392" cy="210" r="1.8"/><circle cx="546" cy="104" r="2"/><circle cx="548" cy="228" r="1.6"/></g>
<path d="M120 330C200 280 262 286 330 318C412 356 500 276 590 300V420H120Z" fill="#52667b"/>
<path d="M120 372C210 330 300 352 376 366C460 380 530 340 590 350V420H120Z" fill="#33475b"/>
<path d="M120 404C230 380 330 398 420 402C500 405 550 392 590 390V420H120Z" fill="#22344a"/>
</g>
<g fill="none" stroke="#8d6f52"><rect x="120" y="70" width="470" height="350" rx="6" stroke-width="16"/><path d="M355 70V420M120 245H590" stroke-width="9"/></g>
<rect x="96" y="424" width="518" height="18" rx="5" fill="#7d6147"/>
<ellipse cx="880" cy="330" rx="420" ry="300" fill="url(#glow)"/>
<path d="M1010 44C1068 44 1104 88 1112 132H908C916 88 952 44 1010 44Z" fill="#3e6b62"/>
<path d="M1010 44V0" stroke="#3e6b62" stroke-width="7"/>
<ellipse cx="1010" cy="132" rx="102" ry="11" fill="#fff0c2"/>
<rect y="530" width="1200" height="110" fill="#a17c58"/><rect y="530" width="1200" height="10" fill="#b58f69"/>
<ellipse cx="820" cy="548" rx="300" ry="16" fill="#6f5238" opacity=".35"/>
<path d="M700 548L760 470H884L944 548Z" fill="#7d5f43"/><path d="M734 548L776 492H868L910 548Z" fill="#8f6f50"/>
<path d="M520 508L560 250C650 224 756 232 820 268C884 232 990 224 1080 250L1120 508C1010 486 890 490 820 520C750 490 630 486 520 508Z" fill="#6b4a36"/>
<path d="M536 494L572 244C656 222 752 230 820 266V508C752 478 640 474 536 494Z" fill="url(#left)"/>
<path d="M820 266C888 230 984 222 1068 244L1104 494C1000 474 888 478 820 508Z" fill="url(#right)"/>
<g fill="none" stroke="#b9ab96" stroke-width="6" stroke-linecap="round">
<path d="M606 282C668 270 732 276 786 298" stroke="#7c6c58" stroke-width="9"/>
<path d="M602 316C664 304 730 310 786 330M598 344C662 332 730 338 786 358M594 372C660 360 728 366 786 386M590 400C640 390 690 392 736 402M584 440C656 428 726 434 786 454"/>
<path d="M856 298C910 276 974 270 1034 282M856 330C912 308 978 302 1038 314M856 420C916 398 986 394 1050 408M856 452C906 434 950 428 996 430"/>
</g>
<path d="M848 352C914 326 984 322 1052 336L1056 388C986 374 914 378 848 404Z" fill="#f6dc6f"/>
<g fill="none" stroke="#8a7434" stroke-width="6" stroke-linecap="round"><path d="M856 362C914 340 980 334 1042 346M856 390C914 368 982 362 1046 376"/></g>
<path d="M1058 360C1090 352 1096 322 1112 306" fill="none" stroke="#c79f2c" stroke-width="3.5" stroke-dasharray="2 8" stroke-linecap="round"/>
<g transform="rotate(4 1120 250)"><rect x="1062" y="196" width="112" height="106" rx="8" fill="#fff8dc" stroke="#e4cd86" stroke-width="2"/><path d="M1080 222H1156M1080 244H1150M1080 266H1128" stroke="#8a7434" stroke-width="5" stroke-linecap="round"/></g>
<path d="M820 266V508" stroke="#c9b99f" stroke-width="2"/>
<g><path d="M300 456H392L382 548H310Z" fill="#fbf5ea"/><path d="M390 474C430 468 432 520 386 518" fill="none" stroke="#fbf5ea" stroke-width="10"/><ellipse cx="346" cy="456" rx="46" ry="8" fill="#5b3d2a"/><path d="M330 436C318 416 342 408 332 388M362 436C350 416 374 408 364 388" fill="none" stroke="#fff" stroke-width="4" stroke-linecap="round" opacity=".65"/></g>
</svg>`
