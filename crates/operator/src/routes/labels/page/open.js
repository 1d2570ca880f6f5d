// Makes the page's link lead into the wallet, with what stands behind the #: that is sent to nobody.
const { origin, pathname, hash } = location;
const link = document.getElementById('open');
link.href = `tongbao:${origin}${pathname}${hash}`;
link.hidden = false;
